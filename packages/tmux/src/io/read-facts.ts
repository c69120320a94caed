import { FACTS_FORMAT, type TmuxFacts, tmuxFactsOf } from "../tmux-facts.ts";
import type { AskTmux } from "./ask-tmux.ts";
import type { TmuxOutcome } from "./run-tmux.ts";

/** The facts about `pane`, or the reason why they are not available: no tmux, no server, no such pane, or no answer. */
export async function readTmuxFacts(
  pane: string,
  ask: AskTmux,
): Promise<TmuxFacts | Exclude<TmuxOutcome, "done">> {
  const { outcome, output } = await ask(["display-message", "-p", "-t", pane, FACTS_FORMAT]);
  return outcome === "done" ? (tmuxFactsOf(Buffer.from(output).toString()) ?? "failed") : outcome;
}
