import type { ChatAnswer } from "@hexai/chat";
import { sanitizeName } from "@hexai/terminal/text";
import { formatStatsLogLine, type LocalUsage, type Snapshot } from "@hexai/tmux-format";

/** What one answer cost. */
export interface AnswerCost {
  readonly provider: string;
  readonly model: string;
  readonly elapsedMs: number;
  readonly answer: ChatAnswer;
  /** Age of the answer if it came out of the cache: then it was no request. */
  readonly cachedMs: number | undefined;
  /** The Σ view; absent when the statistics cannot be read. */
  readonly snapshot: Snapshot | undefined;
}

/** The one line on stderr after an answer, without its end: who answered, how long it took, and the Σ view. */
export function summaryLine(cost: AnswerCost): string {
  const { provider, model, elapsedMs, cachedMs, snapshot } = cost;
  return [
    `provider=${sanitizeName(provider)}`,
    `model=${sanitizeName(model)}`,
    `time=${(elapsedMs / 1000).toFixed(1)}s`,
    ...(cachedMs === undefined ? [] : [`cached=${ageOf(cachedMs)}`]),
    ...(snapshot ? [formatStatsLogLine(localUsageOf(cost), snapshot)] : []),
  ].join(" ");
}

function localUsageOf({ answer, elapsedMs, cachedMs }: AnswerCost): LocalUsage {
  const elapsedSeconds = elapsedMs / 1000;
  const { sentBytes: sent, recvBytes: recv } = answer;
  return cachedMs === undefined
    ? { reqs: 1, sent, recv, elapsedSeconds }
    : { reqs: 0, sent: 0, recv: 0, elapsedSeconds };
}

const UNITS = [
  { unit: "h", ms: 3_600_000 },
  { unit: "m", ms: 60_000 },
] as const;

/** In the largest unit of which there is a whole one. */
function ageOf(ageMs: number): string {
  const { unit, ms } = UNITS.find((candidate) => ageMs >= candidate.ms) ?? { unit: "s", ms: 1000 };
  return `${Math.floor(ageMs / ms)}${unit}`;
}
