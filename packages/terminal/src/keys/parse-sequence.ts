import type { Keypress } from "./keypress.ts";

const ESC = "\u001b";
const PLAIN = { ctrl: false, meta: false, shift: false };

/** Keys by the letter that ends their sequence: of xterm, and in small letters with Shift or Ctrl of rxvt. */
const NAMES_BY_LETTER: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  a: "up",
  b: "down",
  c: "right",
  d: "left",
};

/** Keys by the number in their sequence. */
const NAMES_BY_NUMBER: Readonly<Record<string, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
};

const NAMES_BY_CODE: Readonly<Record<number, string>> = {
  8: "backspace",
  9: "tab",
  10: "enter",
  13: "return",
  27: "escape",
  32: "space",
  127: "backspace",
};

/** Esc, the way that a terminal sends it. */
export const ESCAPE: Keypress = { sequence: ESC, name: "escape", ...PLAIN };

/** One character that came without an Esc before it. */
export function parseCharacter(character: string): Keypress {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMES_BY_CODE[code];
  if (name === undefined && code < 0x20) {
    const letter = code >= 1 && code <= 26 ? String.fromCharCode(code + 0x60) : undefined;
    return { sequence: character, name: letter, ...PLAIN, ctrl: true };
  }
  return { sequence: character, name: name ?? character, ...PLAIN, text: textOf(code) };
}

/**
 * A sequence that begins with Esc and is no lone Esc. A named key with Alt is Esc and then the key: tmux puts the two together
 * when one follows the other within its `escape-time`, and a user who pressed Esc wants to leave, not to choose.
 */
export function parseSequence(sequence: string): readonly Keypress[] {
  const keypress = parseOne(sequence);
  const { name, meta, ctrl } = keypress;
  return meta && name !== undefined && (ctrl || isNamed(keypress))
    ? [ESCAPE, { ...keypress, meta: false }]
    : [keypress];
}

function isNamed({ name = "" }: Keypress): boolean {
  return Array.from(name).length > 1 && name !== "space";
}

function parseOne(sequence: string): Keypress {
  // oxlint-disable-next-line no-control-regex -- it is what a sequence begins with
  const match = /^\u001b[[O]([\d;:]*)([~^$@A-Za-z])$/u.exec(sequence);
  if (match === null) {
    return { sequence, ...PLAIN, meta: true };
  }
  const [, list = "", final = ""] = match;
  const [first = "", second = "", third = ""] = list.split(";");
  if (final === "u") {
    return extended(sequence, first, second);
  }
  if (final === "~" && first === "27" && third !== "") {
    return extended(sequence, third, second);
  }
  const name = "~^$@".includes(final) ? NAMES_BY_NUMBER[first] : NAMES_BY_LETTER[final];
  return { sequence, name, ...(modifiersOf(second) ?? PLAIN) };
}

/**
 * A key of which the terminal sends the code with its modifiers (`extended-keys` of tmux, xterm's `modifyOtherKeys` in both
 * formats, kitty's protocol): the key that it stands for.
 */
function extended(sequence: string, codes: string, modifiers: string): Keypress {
  const [own = "", shifted = ""] = codes.split(":");
  const held = modifiersOf(modifiers);
  const code = Number(own);
  if (held === undefined || code > 0x10_ff_ff) {
    return { sequence, ...PLAIN }; // a key that was let go, or nothing that Unicode knows
  }
  const character = String.fromCodePoint(shifted === "" ? code : Number(shifted));
  const typed = held.shift && shifted === "" ? character.toUpperCase() : character;
  const isKittyName = code >= 0xe000 && code <= 0xf8ff;
  const isTyped = !held.ctrl && !held.meta && !isKittyName;
  return {
    sequence,
    name: isKittyName ? undefined : (NAMES_BY_CODE[code] ?? character.toLowerCase()),
    ...held,
    text: isTyped ? textOf(typed.codePointAt(0) ?? 0) : undefined,
  };
}

/** `undefined` for a key that was let go. */
function modifiersOf(parameter: string): typeof PLAIN | undefined {
  const [value = "", event = ""] = parameter.split(":");
  const bits = Math.max(0, Number(value) - 1);
  return event === "3"
    ? undefined
    : { shift: (bits & 1) !== 0, meta: (bits & 2) !== 0, ctrl: (bits & 4) !== 0 };
}

/** `undefined` for a control and for half of a surrogate pair. */
function textOf(code: number): string | undefined {
  const character = String.fromCodePoint(code);
  return /^[\p{Cc}\p{Cs}]$/u.test(character) ? undefined : character;
}
