import type { ChatAnswer } from "@hexai/chat";
import { displayWidth, sanitizeName, truncateToWidth } from "@hexai/terminal/text";
import {
  formatStatsLogLine,
  formatUsd,
  humanTokens,
  type LocalUsage,
  type Snapshot,
} from "@hexai/tmux-format";
import type { SigmaFigures } from "@hexai/usage";

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
  /** In US dollars; undefined when that is not known. */
  readonly costUsd?: number | undefined;
  /** What the Σ shows beside requests and bytes, and how much of the budget is used. */
  readonly figures?: SigmaFigures | undefined;
}

/** The fields that a narrow terminal can do without, the least important one first. */
const OPTIONAL_FIELDS = [
  "avg_sent",
  "avg_recv",
  "rpm_local",
  "sent_total",
  "recv_total",
  "Σ tokens",
  "Σ cost",
  "tokens",
  "time",
  "cost",
] as const;

/**
 * Writes the line after an answer. On a terminal it is dim, and one line: what does not fit is left out, and then cut off. There it has
 * the tokens and the cost of the answer too. A budget that is nearly used up gets a line of its own, which is not cut.
 */
export function writeSummary(err: Output, cost: AnswerCost): void {
  const line = err.isTerminal
    ? summaryInWidth(cost, err.columns())
    : summaryLine(cost, ["tokens", "cost"]);
  writeDim(err, line);
  const note = cost.figures?.budgetNote;
  if (note !== undefined) {
    writeDim(err, note);
  }
}

/** Who answered, how long it took, and the Σ view. @param omitted - Names of fields to leave out. */
export function summaryLine(cost: AnswerCost, omitted: readonly string[] = []): string {
  const { provider, model, elapsedMs, cachedMs, snapshot, figures } = cost;
  return [
    `provider=${sanitizeName(provider)}`,
    `model=${sanitizeName(model)}`,
    ...(omitted.includes("time") ? [] : [`time=${(elapsedMs / 1000).toFixed(1)}s`]),
    ...(cachedMs === undefined ? [] : [`cached=${formatAge(cachedMs)}`]),
    ...moneyFields(cost).filter((field) => !isOmitted(field, omitted)),
    ...(snapshot === undefined
      ? []
      : sigmaFields(formatStatsLogLine(toLocalUsage(cost), snapshot, figures), omitted)),
  ].join(" ");
}

/** The fields of the log line. Of tokens and cost it has those of all requests, which are omitted apart from the answer's. */
function sigmaFields(line: string, omitted: readonly string[]): readonly string[] {
  const names = omitted
    .filter((name) => name !== "tokens" && name !== "cost")
    .map((name) => name.replace("Σ ", ""));
  return line.split(" ").filter((field) => !isOmitted(field, names));
}

function isOmitted(field: string, omitted: readonly string[]): boolean {
  return omitted.some((name) => field.startsWith(`${name}=`));
}

/** The tokens and the cost of the answer, where they are known. */
function moneyFields({ answer: { tokens }, cachedMs, costUsd }: AnswerCost): readonly string[] {
  const { input, output } = cachedMs === undefined ? (tokens ?? {}) : {};
  const counts = [input, output].map((count) => (count === undefined ? "?" : humanTokens(count)));
  const hasTokens = input !== undefined || output !== undefined;
  return [
    ...(hasTokens ? [`tokens=${counts.join("/")}`] : []),
    ...(costUsd === undefined ? [] : [`cost=${formatUsd(costUsd)}`]),
  ];
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
