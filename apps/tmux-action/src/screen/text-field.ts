import type { Key } from "./key.ts";

/** One line of text, on both sides of the cursor. */
export interface TextField {
  readonly before: string;
  readonly after: string;
}

export const EMPTY_FIELD: TextField = { before: "", after: "" };

/** The field after a key. Keys that do not edit leave it as it is. */
export function nextField(field: TextField, key: Key): TextField {
  const step = STEPS[key.type];
  return step === undefined
    ? { before: nextText(field.before, key), after: field.after }
    : step(field);
}

export function graphemesOf(text: string): readonly string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

const STEPS: Partial<Record<Key["type"], (field: TextField) => TextField>> = {
  left({ before, after }) {
    const last = graphemesOf(before).at(-1) ?? "";
    return { before: before.slice(0, before.length - last.length), after: last + after };
  },
  right({ before, after }) {
    const [first = ""] = graphemesOf(after);
    return { before: before + first, after: after.slice(first.length) };
  },
  home: ({ before, after }) => ({ before: "", after: before + after }),
  end: ({ before, after }) => ({ before: before + after, after: "" }),
  delete({ before, after }) {
    const [first = ""] = graphemesOf(after);
    return { before, after: after.slice(first.length) };
  },
};

/** A text that is edited at its end, after a key. Keys that do not edit leave it as it is. */
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
