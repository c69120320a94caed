import type { ChatAnswer } from "@hexai/chat";
import { displayWidth, sanitizeName, truncateToWidth } from "@hexai/terminal/text";
import { formatStatsLogLine, type LocalUsage, type Snapshot } from "@hexai/tmux-format";

import type { Output } from "../../output/terminal.ts";
import { writeDim } from "../../output/write-dim.ts";

/** What one answer cost. */
export interface AnswerCost {
  readonly provider: string;
  readonly model: string;
  readonly elapsedMs: number;
  readonly answer: ChatAnswer;
  /** Age of an answer from the cache, which was not a request. */
  readonly cachedMs: number | undefined;
  /** The Σ view; undefined when the statistics cannot be read. */
  readonly snapshot: Snapshot | undefined;
}

/** The fields that a narrow terminal can do without, the least important one first. */
const OPTIONAL_FIELDS = [
  "avg_sent",
  "avg_recv",
  "rpm_local",
  "sent_total",
  "recv_total",
  "time",
] as const;

/**
 * Writes the line after an answer. On a terminal it is dim, and one line: what does not fit is left out, and then cut off.
 */
export function writeSummary(err: Output, cost: AnswerCost): void {
  const line = err.isTerminal ? summaryInWidth(cost, err.columns()) : summaryLine(cost);
  writeDim(err, line);
}

/** Who answered, how long it took, and the Σ view. @param omitted - Names of fields to leave out. */
export function summaryLine(cost: AnswerCost, omitted: readonly string[] = []): string {
  const { provider, model, elapsedMs, cachedMs, snapshot } = cost;
  return [
    `provider=${sanitizeName(provider)}`,
    `model=${sanitizeName(model)}`,
    ...(omitted.includes("time") ? [] : [`time=${(elapsedMs / 1000).toFixed(1)}s`]),
    ...(cachedMs === undefined ? [] : [`cached=${formatAge(cachedMs)}`]),
    ...(snapshot === undefined
      ? []
      : formatStatsLogLine(toLocalUsage(cost), snapshot)
          .split(" ")
          .filter((field) => !omitted.some((name) => field.startsWith(`${name}=`)))),
  ].join(" ");
}

/** The line without as many optional fields as it takes to fit, or the beginning of the shortest one. */
export function summaryInWidth(cost: AnswerCost, columns: number): string {
  for (let count = 0; count < OPTIONAL_FIELDS.length; count += 1) {
    const line = summaryLine(cost, OPTIONAL_FIELDS.slice(0, count));
    if (displayWidth(line) <= columns) {
      return line;
    }
  }
  return truncateToWidth(summaryLine(cost, OPTIONAL_FIELDS), columns);
}

function toLocalUsage({ answer, elapsedMs, cachedMs }: AnswerCost): LocalUsage {
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

/** Formats an age in the largest unit that is not zero. */
function formatAge(ageMs: number): string {
  const { unit, ms } = UNITS.find((candidate) => ageMs >= candidate.ms) ?? { unit: "s", ms: 1000 };
  return `${Math.floor(ageMs / ms)}${unit}`;
}
