/** A key that was pressed. `text` is one character that was typed. */
export type Key = { readonly type: "text"; readonly text: string } | { readonly type: NamedKey };

type NamedKey =
  | "backspace"
  | "down"
  | "end"
  | "enter"
  | "erase-line"
  | "erase-word"
  | "escape"
  | "home"
  | "interrupt"
  | "page-down"
  | "page-up"
  | "up";
