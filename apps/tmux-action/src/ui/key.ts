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

/** What ink tells about an input, as far as it matters here. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

const CONTROL_KEYS: Readonly<Record<string, NamedKey>> = {
  c: "interrupt",
  d: "page-down",
  h: "backspace",
  n: "down",
  p: "up",
  u: "erase-line",
  w: "erase-word",
};

/**
 * The keys in one input. Keys that come quickly, or are pasted, come as one text: each character counts, and a line break
 * is Enter.
 */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  const named = namedKeyOf(key);
  if (named !== undefined) {
    return [{ type: named }];
  }
  if (key.ctrl) {
    const control = CONTROL_KEYS[input];
    return control === undefined ? [] : [{ type: control }];
  }
  return key.meta ? [] : Array.from(input).flatMap(keyOfCharacter);
}

function namedKeyOf(key: InkKey): NamedKey | undefined {
  const pairs: readonly (readonly [boolean, NamedKey])[] = [
    [key.upArrow, "up"],
    [key.downArrow, "down"],
    [key.pageUp, "page-up"],
    [key.pageDown, "page-down"],
    [key.home, "home"],
    [key.end, "end"],
    [key.return, "enter"],
    [key.escape, "escape"],
    [key.backspace || key.delete, "backspace"],
  ];
  return pairs.find(([isPressed]) => isPressed)?.[1];
}

function keyOfCharacter(character: string): readonly Key[] {
  switch (character) {
    case "\r":
    case "\n": {
      return [{ type: "enter" }];
    }
    case "\u0003": {
      return [{ type: "interrupt" }];
    }
    case "\b":
    case "\u007f": {
      return [{ type: "backspace" }];
    }
    case "\u001b": {
      return [{ type: "escape" }];
    }
    default: {
      return /\p{Cc}/u.test(character) ? [] : [{ type: "text", text: character }];
    }
  }
}
