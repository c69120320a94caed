import type { Keypress } from "./keypress.ts";
import { ESCAPE, parseCharacter, parseSequence } from "./parse-sequence.ts";

/** Makes keys of what a terminal sends piece by piece. */
export interface KeyDecoder {
  /** The keys that are complete now. A Ctrl-C that comes alone ends a paste whose end is lost: no other key would ever work again. */
  push(piece: string): readonly Keypress[];
  /** Whether something waits for more: an Esc may be the key, or the beginning of a sequence. A paste waits for its end alone. */
  isUndecided(): boolean;
  /** Nothing more comes soon: what waited, as it stands. */
  flush(): readonly Keypress[];
}

const ESC = "\u001b";
const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";

/** A piece of its own when it is typed. */
const CTRL_C = "\u0003";

/**
 * What begins with Esc, as far as it is a sequence: control sequences (parameters, intermediates, a final byte; also the `ESC [ [ A`
 * of the Linux console and the `ESC [ 3 $` of rxvt), those of a single shift, and Alt with a character.
 */
const SEQUENCE =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /\u001b(?:\[(?:\[[A-Za-z]|\d+\$(?=[^A-Za-z])|(?!\[$)[0-?]*[ -/]*[@-~])|O\d*[A-Za-z]|[^[O\0-\u001f\u007f-\u009f])/uy;

/** What is a sequence only when nothing more comes, because a letter would make it another one: the `ESC [ 3 $` of rxvt. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const SEQUENCE_AT_END = /\u001b\[\d+\$$/uy;

/** The beginning of such a sequence, up to the end of what came. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const BEGINNING = /\u001b(?:\[\[?|\[[0-?]*[ -/]*|O\d*)?$/uy;

const PARAMETERS = /^[0-?]*$/u;
const PARAMETER_END = /^[0-?]$/u;

/** As a terminal's keys and pastes are, whichever way the pieces are cut. */
export function createKeyDecoder(): KeyDecoder {
  let held = "";
  /** The pieces of a paste that has not ended. */
  let paste: string[] | undefined;

  function decode(text: string, isLast: boolean): readonly Keypress[] {
    const keys: Keypress[] = [];
    let at = 0;
    while (at < text.length) {
      if (paste !== undefined) {
        const end = text.indexOf(PASTE_END, at);
        if (end === -1) {
          const until = isLast ? text.length : text.length - lengthOfPartial(text, PASTE_END, at);
          paste.push(text.slice(at, until));
          at = until;
          break;
        }
        keys.push(pasteOf([...paste, text.slice(at, end)]));
        paste = undefined;
        at = end + PASTE_END.length;
      } else if (text[at] !== ESC) {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        keys.push(parseCharacter(character));
        at += character.length;
      } else if (text.startsWith(PASTE_START, at)) {
        paste = [];
        at += PASTE_START.length;
      } else {
        const sequence =
          matchAt(SEQUENCE, text, at) ?? (isLast ? matchAt(SEQUENCE_AT_END, text, at) : undefined);
        if (sequence !== undefined) {
          keys.push(...parseSequence(sequence));
          at += sequence.length;
        } else if (!isLast && matchAt(BEGINNING, text, at) !== undefined) {
          break;
        } else {
          keys.push(ESCAPE); // and whatever follows, such as the return of Esc and Enter that tmux puts together
          at += ESC.length;
        }
      }
    }
    held = text.slice(at);
    return keys;
  }

  function push(piece: string): readonly Keypress[] {
    if (paste !== undefined && piece === CTRL_C) {
      const pieces = [...paste, held];
      paste = undefined;
      held = "";
      return [pasteOf(pieces)];
    }
    if (paste === undefined && PARAMETER_END.test(held.slice(-1)) && PARAMETERS.test(piece)) {
      held += piece; // not looked at again: a long sequence in small pieces would cost the square of its length
      return [];
    }
    return decode(held + piece, false);
  }

  return {
    push,
    isUndecided: () => held !== "" && paste === undefined,
    flush: () => decode(held, true),
  };
}

function pasteOf(pieces: readonly string[]): Keypress {
  const paste = pieces.join("");
  const sequence = `${PASTE_START}${paste}${PASTE_END}`;
  return { sequence, paste, ctrl: false, meta: false, shift: false };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** How many characters at the end of `text`, from `at` on, are the beginning of `mark`. */
function lengthOfPartial(text: string, mark: string, at: number): number {
  for (let length = Math.min(mark.length - 1, text.length - at); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
