import { sanitizeLine, truncateToWidth } from "@hexai/terminal/text";

import type { Conversation } from "../../conversation/message.ts";

/** In cells of a terminal. */
const MATCH_WIDTH = 76;

/** So much of a long line stands before the word that was found, in UTF-16 code units. */
const LEAD = 20;

/**
 * Whether each of the words is somewhere in a conversation, in upper or lower case.
 *
 * @returns The first line with the first word, safe for a terminal; undefined when a word is missing.
 */
export function searchConversation(
  { name = "", messages }: Conversation,
  words: readonly string[],
): string | undefined {
  const texts = [
    name,
    // Nobody looks for the words of an instruction, which every conversation may have.
    ...messages.flatMap((message) =>
      message.role === "user" || message.role === "assistant" ? [message.content] : [],
    ),
  ];
  const lower = texts.map((text) => text.toLowerCase());
  const wanted = words.map((word) => word.toLowerCase());
  if (!wanted.every((word) => lower.some((text) => text.includes(word)))) {
    return undefined;
  }
  const [first = ""] = wanted;
  const lines = texts.flatMap((text) => text.split("\n"));
  const line = lines.find((each) => each.toLowerCase().includes(first)) ?? first;
  const at = Math.max(0, line.toLowerCase().indexOf(first) - LEAD);
  const shown = at === 0 ? line : `…${line.slice(at)}`;
  return truncateToWidth(sanitizeLine(shown.slice(0, 4 * MATCH_WIDTH).trim()), MATCH_WIDTH);
}
