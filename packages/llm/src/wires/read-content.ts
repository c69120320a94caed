import { isError, messageIn } from "../errors/provider-error.ts";
import type { EventContent, ReadEvent } from "./event-content.ts";
import { isEndMark, type StreamEvent } from "./events/splitter.ts";
import { jsonOf } from "./json-of.ts";

/** Names under which hosts send signs of life, with whatever data, and words that they send in the place of data. */
const SIGN_OF_LIFE = /^[:\s]*(?:ping|pong|heart-?beat|keep-?alive)$/iu;

/**
 * What `event` carries. This is the rule of all wires: an event that carries neither text nor an error nor the end is
 * skipped; text is never lost; data that cannot be read and may have held text is an error.
 *
 * @param read - Reads the events of one wire; whatever it does not know carries nothing.
 */
export function contentsOf(
  { name, data, isBareWords = false }: StreamEvent,
  read: ReadEvent,
): readonly EventContent[] {
  if (isBareWords) {
    return [{ words: data }];
  }
  if (name !== undefined && SIGN_OF_LIFE.test(name)) {
    return [];
  }
  const text = data.trim();
  if (isEndMark(text)) {
    return [{ isEnd: true }];
  }
  const value = text === "" ? null : jsonOf(text);
  if (name === "error") {
    return text === "" ? [] : [{ error: value ?? text }];
  }
  if (typeof value === "object") {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((each) => withMessage(each, read(each, name)));
  }
  return mayHoldText(value, name, text) ? [{ isUnreadable: true, words: text }] : [];
}

/**
 * Wires put text under no name or under their own, and always into JSON. Words under another name are about something else, and
 * a number or a truth value is no text.
 */
function mayHoldText(value: unknown, name: string | undefined, text: string): boolean {
  if (["number", "boolean"].includes(typeof value) || SIGN_OF_LIFE.test(text)) {
    return false;
  }
  return (
    name === undefined ||
    /^(?:message|content|completion|chunk|delta|data)/iu.test(name) ||
    /^["[{]/u.test(text)
  );
}

/** The error of the whole event says more than one of its parts, which may be a mere reason for the end. */
function withMessage(value: unknown, content: EventContent): EventContent {
  return isError(value) ? { ...content, error: value } : { words: messageIn(value), ...content };
}
