import type { EventContent } from "./event-content.ts";
import { fieldOf } from "./field-of.ts";

/** Kinds of parts whose `text` belongs to the answer. A part without a kind is text as well. */
const TEXT_KINDS: readonly unknown[] = [undefined, null, "text", "output_text", "text_delta"];

/**
 * The text in the content of a message: a text, or a list of parts. Parts that are something else, such as reasoning, tool
 * calls or pictures, are left out; a refusal is text, because it is all that the user gets.
 */
export function contentText(content: unknown): EventContent {
  if (content === undefined || content === null || content === false) {
    return {};
  }
  if (typeof content === "string") {
    return { text: content };
  }
  const parts: readonly unknown[] = Array.isArray(content) ? content : [content];
  const texts = parts.map(partText);
  return texts.includes(undefined)
    ? { text: texts.join(""), isUnreadable: true }
    : { text: texts.join("") };
}

/** undefined when the part may be text and cannot be read. A part that calls itself text may have none. */
function partText(part: unknown): string | undefined {
  if (typeof part === "string") {
    return part;
  }
  const kind = fieldOf(part, "type");
  if (kind === "refusal") {
    return stringOf(fieldOf(part, "refusal"));
  }
  if (!TEXT_KINDS.includes(kind)) {
    return typeof part === "object" ? "" : undefined;
  }
  const text = fieldOf(part, "text") ?? (typeof kind === "string" ? "" : undefined);
  return typeof text === "string" ? text : undefined;
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
