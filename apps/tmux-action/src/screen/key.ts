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
