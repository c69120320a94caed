import { isError } from "../errors/provider-error.ts";
import type { EventContent, ReadEvent } from "./event-content.ts";
import type { StreamEvent } from "./event-stream.ts";
import { jsonOf } from "./json-of.ts";

/** Names under which hosts send signs of life, with whatever data. */
const SIGN_OF_LIFE = /^(?:ping|pong|heart-?beat|keep-?alive)$/iu;

/** Some hosts put quotation marks around it. */
const END_MARK = /^"?\[DONE\]"?$/u;

/**
 * What `event` carries. This is the rule of all wires: an event that carries neither text nor an error nor the end is
 * skipped; text is never lost; data that cannot be read and may have held text is an error.
 *
 * @param read - Reads the events of one wire; whatever it does not know carries nothing.
 */
export function contentsOf({ name, data }: StreamEvent, read: ReadEvent): readonly EventContent[] {
  if (name !== undefined && SIGN_OF_LIFE.test(name)) {
    return [];
  }
  const text = data.trim();
  if (END_MARK.test(text)) {
    return [{ isEnd: true }];
  }
  const value = text === "" ? null : jsonOf(text);
  if (name === "error") {
    return text === "" ? [] : [{ error: value ?? text }];
  }
  if (typeof value !== "object") {
    return mayHoldText(name, text) ? [{ isUnreadable: true }] : [];
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => withError(each, read(each, name)));
}

/** Wires put text under no name or under their own, and always in JSON. Words under another name are about something else. */
function mayHoldText(name: string | undefined, text: string): boolean {
  return (
    name === undefined ||
    /^(?:message|content|completion|chunk|delta|data)/iu.test(name) ||
    /^["[{]/u.test(text)
  );
}

/** The error of the whole event says more than one of its parts, which may be a mere reason for the end. */
function withError(value: unknown, content: EventContent): EventContent {
  return isError(value) ? { ...content, error: value } : content;
}
