import { fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";

import type { TypedQuestion } from "./typed-question.ts";

const SYSTEM = `You answer a question that somebody has written into the file {{file}} ({{language}}) while editing it. Your answer is
put right below it. Be brief and to the point, in the language of the question. Write plain text; no headings.`;

/** A question further up in the document and its answer. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

export interface QuestionInput {
  readonly question: string;
  /** Oldest first. */
  readonly previous: readonly Exchange[];
  readonly language: string;
  /** The file's name. */
  readonly file: string;
}

/** @param system - The user's own template; an empty one leaves the system message out. */
export function questionMessages(
  { question, previous, language, file }: QuestionInput,
  system: string = SYSTEM,
): readonly ChatMessage[] {
  const values = new Map([
    ["language", language],
    ["file", file],
  ]);
  const first: readonly ChatMessage[] =
    system === "" ? [] : [{ role: "system", content: fillTemplate(system, values) }];
  return [
    ...first,
    ...previous.flatMap((exchange): readonly ChatMessage[] => [
      { role: "user", content: exchange.question },
      { role: "assistant", content: exchange.answer },
    ]),
    { role: "user", content: question },
  ];
}

const MAX_EXCHANGES = 3;

/** How far above the question earlier ones are searched, in lines. */
const MAX_LINES = 1_000;

/**
 * The last answered questions above this one, oldest first: lines that end in one of `prefixes` and have quoted lines right below.
 * No other line is sent to the model.
 */
export function previousExchanges(
  text: string,
  { line, comment }: TypedQuestion,
  prefixes: readonly string[],
): readonly Exchange[] {
  const marker = comment?.close === undefined ? (comment?.open ?? "") : "*";
  const lines = text
    .slice(0, line.start)
    .split(/\r?\n/)
    .slice(-MAX_LINES)
    .map((one) => dropCommentMarker(one, marker));
  const exchanges: Exchange[] = [];
  let quoted: string[] = [];
  for (const one of lines.toReversed()) {
    if (one.startsWith(">")) {
      quoted = [one.replace(/^> ?/, ""), ...quoted];
      continue;
    }
    if (quoted.length > 0 && prefixes.some((prefix) => one.endsWith(prefix))) {
      exchanges.unshift({ question: one, answer: quoted.join("\n") });
    }
    quoted = [];
    if (exchanges.length === MAX_EXCHANGES) {
      break;
    }
  }
  return exchanges;
}

function dropCommentMarker(line: string, marker: string): string {
  const trimmed = line.trim();
  const at = marker === "" ? -1 : trimmed.indexOf(marker);
  return at === -1 ? trimmed : trimmed.slice(at + marker.length).trim();
}
