import { type ChatClient, ChatError } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { createClient } from "./create-client.ts";
import { createFailoverClient } from "./create-failover-client.ts";

/**
 * Creates the client of a surface (completion, code actions, chat): it asks the first of `targets`, and the next one when that
 * fails. Without targets, the settings choose one. A target that is misconfigured, without a key for example, is skipped.
 *
 * @param wrap - Applied to each target's own client, so that the one that answered is counted.
 * @throws {ChatError} (as a rejection) `misconfigured`, that of the first target, when every target is misconfigured.
 */
export async function createSurfaceClient(
  settings: LlmSettings,
  targets: readonly TargetChoice[],
  given: Dependencies,
  wrap: (client: ChatClient) => ChatClient,
): Promise<ChatClient> {
  const dependencies = completeDependencies(given); // the targets share the circuits of their hosts
  const choices = targets.length === 0 ? [undefined] : targets;
  const outcomes = await Promise.allSettled(
    choices.map((choice, index) =>
      createClient(
        settings,
        index < choices.length - 1 ? singleAttempt(choice) : choice,
        dependencies,
      ),
    ),
  );
  const [first, ...others] = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [wrap(outcome.value)] : [],
  );
  if (first === undefined || outcomes.some(isBug)) {
    throw reasonOf(outcomes);
  }
  return others.length === 0 ? first : createFailoverClient([first, ...others]);
}

/** One attempt only, because another target follows. */
function singleAttempt(choice: TargetChoice | undefined): TargetChoice {
  return { ...choice, attempts: 1 };
}

type Outcome = PromiseSettledResult<ChatClient>;

function isBug(outcome: Outcome): boolean {
  return outcome.status === "rejected" && !(outcome.reason instanceof ChatError);
}

function reasonOf(outcomes: readonly Outcome[]): unknown {
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  return (failed.find(isBug) ?? failed[0])?.reason;
}
