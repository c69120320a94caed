import type { Config, ModelOptions, ModelTarget, Role } from "@hexai/config";
import { UserError } from "@hexai/process";

import type { AskFlags } from "./command.ts";

/** Whom to ask. The configuration says what is undefined. */
export type Targets = readonly [ModelTarget, ...ModelTarget[]];

/**
 * The targets of `models.cli` that `-0 -1 …` choose, else all of them, else the one that the rest of the configuration
 * says. `-m` and `-t` change what each is asked with; `-m` alone asks one, and so does `-p`, which leaves
 * `models.cli` alone: a model of one provider is not one of another. A role does the same as its flags would, and flags win over it.
 *
 * @throws {UserError} For the number of a target that is not there.
 */
export function chooseTargets(
  { models }: Pick<Config, "models">,
  flags: AskFlags,
  { role = {}, options = {} }: Asked = {},
): Targets {
  const changes = changesOf(flags, role);
  const added = { ...role.options, ...options };
  const change = (target: ModelTarget): ModelTarget => {
    const isOfAnother =
      flags.provider === undefined &&
      role.provider !== undefined &&
      role.provider !== target.provider;
    const before = isOfAnother ? {} : target;
    const all = { ...before.options, ...added };
    return { ...before, ...changes, ...(Object.keys(all).length > 0 && { options: all }) };
  };
  const { targets = [] } = flags;
  const [first, ...others] = targetsBeforeChanges(models.cli, { ...changes, targets }).map(change);
  return [first ?? change({}), ...others];
}

/** What a target is asked with, beside the flags of its own. */
export interface Asked {
  readonly role?: Role;
  /** Those of the command line. */
  readonly options?: ModelOptions;
}

function changesOf(flags: AskFlags, role: Role): Omit<ModelTarget, "options"> {
  const provider = flags.provider ?? role.provider;
  const isRolesProvider = flags.provider === undefined || flags.provider === role.provider;
  const model = flags.model ?? (isRolesProvider ? role.model : undefined);
  const temperature = flags.temperature ?? role.temperature;
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(temperature === undefined ? {} : { temperature }),
  };
}

function targetsBeforeChanges(
  configured: readonly ModelTarget[],
  { targets, provider, model }: ModelTarget & { readonly targets: readonly number[] },
): readonly ModelTarget[] {
  if (targets.length > 0) {
    return targets.map((index) => configured[index] ?? throwMissing(index, configured.length));
  }
  if (provider !== undefined) {
    return [];
  }
  return model === undefined ? configured : configured.slice(0, 1);
}

function throwMissing(index: number, count: number): never {
  const there = count === 0 ? "models.cli is empty" : `models.cli goes from -0 to -${count - 1}`;
  throw new UserError(2, `there is no target -${index}: ${there}`);
}
