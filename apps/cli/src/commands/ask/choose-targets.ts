import type { Config, ModelTarget } from "@hexai/config";
import { UserError } from "@hexai/process";

import type { AskFlags } from "./command.ts";

/** Whom to ask. The configuration says what is undefined. */
export type Targets = readonly [ModelTarget, ...ModelTarget[]];

/**
 * The targets of `models.cli` that `-0 -1 …` choose, else all of them, else the one that the rest of the configuration
 * says. `-m` and `-t` change what each is asked with; `-m` alone asks one, and so does `-p`, which leaves
 * `models.cli` alone: a model of one provider is not one of another.
 *
 * @throws {UserError} For the number of a target that is not there.
 */
export function chooseTargets({ models }: Pick<Config, "models">, flags: AskFlags): Targets {
  const { provider, model, temperature } = flags;
  const changes = {
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(temperature === undefined ? {} : { temperature }),
  };
  const [first, ...others] = targetsBeforeFlags(models.cli, flags).map((target) => ({
    ...target,
    ...changes,
  }));
  return [first ?? changes, ...others];
}

function targetsBeforeFlags(
  configured: readonly ModelTarget[],
  { targets = [], provider, model }: AskFlags,
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
