import type { Cost } from "@hexai/prices";
import {
  displayWidth,
  padEndToWidth,
  padStartToWidth,
  sanitizeName,
  truncateToWidth,
} from "@hexai/terminal/text";

import type { Answer, Conversation } from "../../conversation/message.ts";
import { formatAgo, titleOf } from "../../conversation/title.ts";

/** A conversation in a list. */
export interface LogEntry {
  readonly conversation: Conversation;
  /** When it was last used, in milliseconds since the Unix epoch. */
  readonly usedAt: number;
  /** Undefined when nothing is known of it. */
  readonly cost?: Cost | undefined;
  /** The line in which the words of a search were found. */
  readonly match?: string;
}

/** Raised when a field changes its meaning or is removed. */
export const SCHEMA = 1;

/** What `--json` prints. */
export function listJson(entries: readonly LogEntry[]): string {
  const conversations = entries.map(({ conversation, cost, usedAt, match }) => ({
    ...conversationJson(conversation, cost),
    used: new Date(usedAt).toISOString(),
    ...(match === undefined ? {} : { match }),
  }));
  return `${JSON.stringify({ schema: SCHEMA, conversations })}\n`;
}

/** What is known of a conversation besides its messages. The cost is that of `cost_reqs` answers. */
export function conversationJson(conversation: Conversation, cost: Cost | undefined): object {
  const { id, name, messages } = conversation;
  const { sent, recv, input, output } = sizesOf(conversation);
  return {
    id,
    name: name ?? null,
    title: titleOf(conversation),
    began: new Date(messages[0]?.at ?? 0).toISOString(),
    models: modelsOf(conversation),
    message_count: countOf(conversation),
    bytes: { sent, recv },
    tokens: input === undefined ? null : { input_tokens: input, output_tokens: output },
    cost_usd: cost?.usd ?? null,
    reqs: chargedAnswers(conversation).length,
    cost_reqs: cost?.reqs ?? 0,
  };
}

const HEADINGS = ["ID", "USED", "TITLE", "MODEL", "MESSAGES", "COST"] as const;
const TITLE_COLUMN = 2;
const GAP = "  ";

export interface TableOptions {
  readonly now: number;
  /** Display cells in a line; `Infinity` for lines of any length. */
  readonly columns: number;
  /** Whether there is only one conversation whose id begins so. */
  readonly isUnique: (beginning: string) => boolean;
}

/**
 * A line for each conversation, the last used one first; nothing when there is none. Where not everything fits, an id is shown up to
 * its time if that tells which one it is; what does not fit then is cut off the title, and then off the end.
 */
export function listTable(
  entries: readonly LogEntry[],
  { now, columns, isUnique }: TableOptions,
): string {
  if (entries.length === 0) {
    return "";
  }
  const full = [HEADINGS, ...entries.map((entry) => cellsOf(entry, now))];
  const fits = lineWidth(columnWidths(full)) <= columns;
  const rows = fits ? full : full.map(([id = "", ...cells]) => [shortId(id, isUnique), ...cells]);
  const widths = columnWidths(rows);
  const others = lineWidth(widths);
  const titleWidth = widths[TITLE_COLUMN] ?? 0;
  const room = Math.max(TITLE_HEADING_WIDTH, Math.min(titleWidth, columns - (others - titleWidth)));
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = column === TITLE_COLUMN ? room : (widths[column] ?? 0);
        const cut = truncateToWidth(cell, width);
        return NUMBER_COLUMNS.has(column) ? padStartToWidth(cut, width) : padEndToWidth(cut, width);
      })
      .join(GAP)
      .trimEnd();
  return rows
    .flatMap((row, index) => {
      const match = entries[index - 1]?.match;
      return [lineOf(row), ...(match === undefined ? [] : [`    ${match}`])];
    })
    .map((line) => `${columns === Infinity ? line : truncateToWidth(line, columns)}\n`)
    .join("");
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  return HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
}

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);
}

/** The date and the time, as in `20261129-160102`. */
const TIME_LENGTH = 15;

function shortId(id: string, isUnique: TableOptions["isUnique"]): string {
  const beginning = id.slice(0, TIME_LENGTH);
  return isUnique(beginning) ? beginning : id;
}

const TITLE_HEADING_WIDTH = "TITLE".length;
const NUMBER_COLUMNS: ReadonlySet<number> = new Set([4, 5]);

function cellsOf({ conversation, cost, usedAt }: LogEntry, now: number): readonly string[] {
  const [model = "", ...others] = modelsOf(conversation);
  return [
    conversation.id,
    formatAgo(usedAt, now),
    titleOf(conversation),
    sanitizeName(model) + (others.length === 0 ? "" : ` +${others.length}`),
    String(countOf(conversation)),
    formatCost(cost, chargedAnswers(conversation).length),
  ];
}

/** The models that were asked, the last one first. */
function modelsOf({ messages }: Conversation): readonly string[] {
  const models = messages.flatMap((message) =>
    message.role === "user" ? message.models : message.role === "assistant" ? [message.model] : [],
  );
  return [...new Set(models.toReversed().map(({ provider, name }) => `${provider}:${name}`))];
}

function countOf({ messages }: Conversation): number {
  return messages.filter(
    (message) =>
      message.role === "user" ||
      (message.role === "assistant" && (message.content !== "" || message.isWithheld === true)),
  ).length;
}

/** The answers that a provider charges for. Nothing is known of the cost of one that broke off; one from the cache has none. */
export function chargedAnswers({ messages }: Conversation): readonly Answer[] {
  return messages.filter(
    (message): message is Answer =>
      message.role === "assistant" &&
      message.isCached !== true &&
      message.end !== "pending" &&
      (message.bytes !== undefined || message.content !== ""),
  );
}

/**
 * What a conversation cost, as far as its answers tell: a host on this machine charges nothing. Undefined when a table of prices is
 * needed for one of them, which is not loaded for a list without such answers.
 */
export function keptCost(conversation: Conversation): Cost | undefined {
  const answers = chargedAnswers(conversation);
  const known = answers.flatMap(({ costUsd, vendor }) => costUsd ?? (vendor === LOCAL ? 0 : []));
  const isPriced = answers.some(
    ({ costUsd, vendor, tokens }) =>
      costUsd === undefined && vendor !== undefined && vendor !== LOCAL && tokens !== undefined,
  );
  const usd = known.length === 0 ? undefined : known.reduce((sum, cost) => sum + cost, 0);
  return isPriced ? undefined : { usd, reqs: known.length };
}

/** The vendor of what a host on this machine answers. */
const LOCAL = "local";

/** What was sent and received with whole answers. Tokens are undefined when a provider has not counted them. */
function sizesOf(conversation: Conversation) {
  const answers = chargedAnswers(conversation).filter(({ bytes }) => bytes !== undefined);
  const sum = (figure: (answer: Answer) => number): number =>
    answers.reduce((total, answer) => total + figure(answer), 0);
  const isCounted =
    answers.length > 0 &&
    answers.every(({ tokens }) => tokens?.input !== undefined && tokens.output !== undefined);
  return {
    sent: sum(({ bytes }) => bytes?.sent ?? 0),
    recv: sum(({ bytes }) => bytes?.recv ?? 0),
    input: isCounted ? sum(({ tokens }) => tokens?.input ?? 0) : undefined,
    output: isCounted ? sum(({ tokens }) => tokens?.output ?? 0) : undefined,
  };
}

/** What so many answers cost: at least so much when that of one is not known, and `?` when none is. */
function formatCost(cost: Cost | undefined, answers: number): string {
  if (cost?.usd === undefined) {
    return answers === 0 ? "$0" : "?";
  }
  return `${cost.reqs < answers ? "≥ " : ""}${formatDollars(cost.usd)}`;
}

const SMALLEST_AMOUNT = 0.0001;

/** With as many decimals each, because figures below each other are compared; `formatUsd` would bring a third of a start with it. */
function formatDollars(usd: number): string {
  return usd === 0 ? "$0" : usd < SMALLEST_AMOUNT ? `<$${SMALLEST_AMOUNT}` : `$${usd.toFixed(4)}`;
}
