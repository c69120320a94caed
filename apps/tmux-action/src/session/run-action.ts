import type { Tasks } from "./create-tasks.ts";

/**
 * Runs one action without a screen: selection → Chat → result.
 *
 * @throws {UserError | ChatError} (as a rejection)
 */
export async function runAction(id: string, tasks: Tasks, signal: AbortSignal): Promise<string> {
  const prepared = await tasks.prepare(id, undefined);
  const { text } = await tasks.ask(prepared, { signal });
  return prepared.resultOf(text);
}
