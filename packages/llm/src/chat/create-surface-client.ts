import { type ChatClient, ChatError } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { createClient } from "./create-client.ts";
import { createFailoverClient } from "./create-failover-client.ts";

/**
 * Makes the one client of a surface: it asks the first of `targets`, and the next when that one is out of order. No target:
 * whom the settings alone decide. A target that cannot be asked at all, for want of a key for instance, is passed over.
 *
 * @param wrap - Goes around each target's own client, so that whoever answered is counted.
 * @throws {ChatError} (as a rejection) `misconfigured`, as `createClient` does for the first, when none can be asked.
 */
export async function createSurfaceClient(
  settings: LlmSettings,
  targets: readonly TargetChoice[],
  given: Dependencies,
  wrap: (client: ChatClient) => ChatClient,
): Promise<ChatClient> {
  const dependencies = completeDependencies(given); // the targets share what is known of their hosts
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

/** One attempt, since another target follows. */
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
