import type { Key } from "./key.ts";

/** A text, on both sides of the cursor. */
export interface TextField {
  readonly before: string;
  readonly after: string;
}

export const EMPTY_FIELD: TextField = { before: "", after: "" };

/** The field after a key. Keys that do not edit leave it as it is. */
export function nextField(field: TextField, key: Key): TextField {
  if (key.type === "paste") {
    return { before: field.before + key.text, after: field.after };
  }
  const step = STEPS[key.type];
  return step === undefined
    ? { before: nextText(field.before, key), after: field.after }
    : step(field);
}

/** More than any grapheme that a person types: what is looked at, so that a key costs the same in a long text. */
const SCANNED_UNITS = 256;

export function firstGrapheme(text: string): string {
  const [first] = new Intl.Segmenter().segment(text.slice(0, SCANNED_UNITS));
  return first?.segment ?? "";
}

/** The look may begin inside a grapheme, but does not end in one. */
function lastGrapheme(text: string): string {
  return Array.from(new Intl.Segmenter().segment(text.slice(-SCANNED_UNITS))).at(-1)?.segment ?? "";
}

const STEPS: Partial<Record<Key["type"], (field: TextField) => TextField>> = {
  left({ before, after }) {
    const last = lastGrapheme(before);
    return { before: before.slice(0, before.length - last.length), after: last + after };
  },
  right({ before, after }) {
    const first = firstGrapheme(after);
    return { before: before + first, after: after.slice(first.length) };
  },
  home: ({ before, after }) => ({ before: "", after: before + after }),
  end: ({ before, after }) => ({ before: before + after, after: "" }),
  delete({ before, after }) {
    const first = firstGrapheme(after);
    return { before, after: after.slice(first.length) };
  },
};

/** A text that is edited at its end, after a key. Keys that do not edit leave it as it is. */
export function nextText(text: string, key: Key): string {
  if (key.type === "text") {
    return text + key.text;
  }
  if (key.type === "backspace") {
    return text.slice(0, text.length - lastGrapheme(text).length);
  }
  if (key.type === "erase-word") {
    return text.slice(0, startOfLastWord(text));
  }
  return key.type === "erase-line" ? "" : text;
}

function startOfLastWord(text: string): number {
  let start = text.trimEnd().length;
  while (start > 0 && !/\s/u.test(text.charAt(start - 1))) {
    start -= 1;
  }
  return start;
}
