import type { Key } from "./key.ts";

/** The text in a field after a key. A key that is not about the text leaves it as it is. */
export function nextText(text: string, key: Key): string {
  if (key.type === "text") {
    return text + key.text;
  }
  if (key.type === "backspace") {
    return Array.from(text).slice(0, -1).join("");
  }
  if (key.type === "erase-word") {
    return text.replace(/\S*\s*$/u, "");
  }
  return key.type === "erase-line" ? "" : text;
}
