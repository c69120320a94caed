import type { Keypress } from "@hexai/terminal";

/** A key that was pressed. `text` is one character that was typed. */
export type Key = { readonly type: "text"; readonly text: string } | { readonly type: NamedKey };

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

/** The key that was pressed; `undefined` for one that means nothing here. What begins with Esc is never a text. */
export function parseKey({ sequence, name = "", ctrl, meta }: Keypress): Key | undefined {
  const type = KEYS[name] ?? (ctrl ? CONTROL_KEYS[name] : undefined);
  if (type !== undefined) {
    return { type };
  }
  const isText = !ctrl && !meta && /^\P{Cc}$/u.test(sequence);
  return isText ? { type: "text", text: sequence } : undefined;
}
