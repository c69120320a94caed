import type { Config, ModelTarget } from "@hexai/config";
import { UserError } from "@hexai/process";

import type { Conversation } from "../../conversation/message.ts";
import { type Branch, lastPosition, type PositionChoice } from "../../conversation/position.ts";
import { type Asked, chooseTargets, type Targets } from "./choose-targets.ts";
import type { AskFlags } from "./command.ts";

/**
 * The branches that go on: those of the last turn, each with its own model, or the ones that `-0 -1 …` choose. None when nobody was
 * asked yet.
 *
 * @throws {UserError} For the number of a branch that is not there.
 */
export function continuedBranches(
  conversation: Conversation,
  choice: PositionChoice,
  { targets = [] }: Pick<AskFlags, "targets">,
): readonly Branch[] {
  if (targets.length > 0) {
    return targets.map(
      (index) =>
        lastPosition(conversation, { ...choice, index })?.branches.find(
          (branch) => branch.model?.index === index,
        ) ?? throwMissing(index, conversation),
    );
  }
  return lastPosition(conversation, choice)?.branches ?? [];
}

/**
 * Whom to ask at the ends of branches: each its own model, with what it was asked with before, unless flags or a role say otherwise.
 * There are fewer of them than branches when one model is named.
 */
export function continuedTargets(
  branches: readonly Branch[],
  config: Pick<Config, "models">,
  flags: AskFlags,
  asked: Asked,
): Targets {
  const cli = branches.flatMap(({ model }): readonly ModelTarget[] => {
    if (model === undefined) {
      return [];
    }
    const { provider, name, temperature, options } = model;
    return [
      {
        provider,
        model: name,
        ...(temperature === undefined ? {} : { temperature }),
        ...(options === undefined ? {} : { options }),
      },
    ];
  });
  // The branches are chosen already.
  return chooseTargets({ models: { ...config.models, cli } }, { ...flags, targets: [] }, asked);
}

function throwMissing(missing: number, { messages }: Conversation): never {
  const asked = messages.flatMap((message) => (message.role === "user" ? message.models : []));
  const indexes = [...new Set(asked.map(({ index }) => index))].toSorted((a, b) => a - b);
  const there = indexes.map((index) => `-${index}`).join(", ");
  const message = `this conversation has no branch -${missing}, it has ${there}; without the flag the ones that were asked last go on`;
  throw new UserError(2, message);
}
