import type { ChatAnswer } from "@hexai/chat";
import { formatStatsLogLine, type Snapshot } from "@hexai/tmux-format";

import { harmlessText } from "./harmless-text.ts";

/** What one answer cost. */
export interface AnswerCost {
  readonly provider: string;
  readonly model: string;
  readonly elapsedMs: number;
  readonly answer: ChatAnswer;
  /** The Σ view; absent when the statistics cannot be read. */
  readonly snapshot: Snapshot | undefined;
}

/** The one line on stderr after an answer, without its end: who answered, how long it took, and the Σ view. */
export function summaryLine({ provider, model, elapsedMs, answer, snapshot }: AnswerCost): string {
  const elapsedSeconds = elapsedMs / 1000;
  const { sentBytes: sent, recvBytes: recv } = answer;
  return [
    `provider=${harmlessText(provider)}`,
    `model=${harmlessText(model)}`,
    `time=${elapsedSeconds.toFixed(1)}s`,
    ...(snapshot ? [formatStatsLogLine({ reqs: 1, sent, recv, elapsedSeconds }, snapshot)] : []),
  ].join(" ");
}
