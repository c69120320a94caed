import type { Keypress } from "@hexai/terminal";

/**
 * What a user did with the keyboard: `text` is one character that was typed, `paste` a text that is no command wherever it lands,
 * such as a paste or a line break that is typed with Shift.
 */
export type Key =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: NamedKey };

type NamedKey =
  | "backspace"
  | "delete"
  | "down"
  | "end"
  | "enter"
  | "erase-line"
  | "erase-word"
  | "escape"
  | "home"
  | "interrupt"
  | "left"
  | "page-down"
  | "page-up"
  | "right"
  | "up";

const KEYS: Readonly<Record<string, NamedKey>> = {
  backspace: "backspace",
  delete: "delete",
  down: "down",
  end: "end",
  enter: "enter",
  escape: "escape",
  home: "home",
  left: "left",
  pagedown: "page-down",
  pageup: "page-up",
  return: "enter",
  right: "right",
  up: "up",
};

const CONTROL_KEYS: Readonly<Record<string, NamedKey>> = {
  a: "home",
  b: "left",
  c: "interrupt",
  d: "page-down",
  e: "end",
  f: "right",
  n: "down",
  p: "up",
  u: "erase-line",
  w: "erase-word",
};

/** The key that was pressed; `undefined` for one that means nothing here. */
export function parseKey({ name = "", ctrl, shift, text, paste }: Keypress): Key | undefined {
  if (paste !== undefined) {
    return { type: "paste", text: paste.replaceAll(/\r\n?/g, "\n").replaceAll(CONTROL, "") };
  }
  if (name === "return" && shift) {
    return { type: "paste", text: "\n" };
  }
  const type = KEYS[name] ?? (ctrl ? CONTROL_KEYS[name] : undefined);
  if (type !== undefined) {
    return { type };
  }
  return text === undefined ? undefined : { type: "text", text };
}

/** All controls but those of a text. */
const CONTROL = /[^\P{Cc}\n\t]/gu;
