import type { Key } from "./key.ts";

/** The text in a field after a key. A key that is not about the text leaves it as it is. */
export function nextText(text: string, key: Key): string {
  switch (key.type) {
    case "text": {
      return text + key.text;
    }
    case "backspace": {
      return Array.from(text).slice(0, -1).join("");
    }
    case "erase-line": {
      return "";
    }
    case "erase-word": {
      return text.replace(/\S*\s*$/u, "");
    }
    default: {
      return text;
    }
  }
}
