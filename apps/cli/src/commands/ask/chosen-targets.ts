import type { Config, ModelTarget } from "@hexai/config";
import { UserError } from "@hexai/process";

import type { AskFlags } from "../cli-request.ts";

/** Whom to ask. What is absent is what the configuration says. */
export type Targets = readonly [ModelTarget, ...ModelTarget[]];

/**
 * Those of `models.cli` that `-0 -1 …` choose, else all of them, else the one that the rest of the configuration
 * says. `-m` and `-t` change what each is asked with; `-m` alone asks one, and so does `-p`, which leaves
 * `models.cli` alone: a model of one provider is not one of another.
 *
 * @throws {UserError} For the number of a target that is not there.
 */
export function chosenTargets({ models }: Pick<Config, "models">, flags: AskFlags): Targets {
  const { provider, model, temperature } = flags;
  const changes = {
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(temperature === undefined ? {} : { temperature }),
  };
  const [first, ...others] = baseOf(models.cli, flags).map((target) => ({ ...target, ...changes }));
  return [first ?? changes, ...others];
}

function baseOf(
  configured: readonly ModelTarget[],
  { targets = [], provider, model }: AskFlags,
): readonly ModelTarget[] {
  if (targets.length > 0) {
    return targets.map((index) => configured[index] ?? missing(index, configured.length));
  }
  if (provider !== undefined) {
    return [];
  }
  return model === undefined ? configured : configured.slice(0, 1);
}

function missing(index: number, count: number): never {
  const there = count === 0 ? "models.cli is empty" : `models.cli goes from -0 to -${count - 1}`;
  throw new UserError(2, `there is no target -${index}: ${there}`);
}
