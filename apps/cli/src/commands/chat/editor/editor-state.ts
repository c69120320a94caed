import type { Keypress } from "@hexai/terminal";

/** A text that is being written, possibly on several lines. */
export interface EditorState {
  readonly before: string;
  /** What stands behind the cursor. */
  readonly after: string;
  /** What was written before, the oldest first. */
  readonly history: readonly string[];
  /** Which of them is shown; their number when it is the new text. */
  readonly place: number;
  /** The new text, while an old one is shown. */
  readonly draft: string;
  /** Alt-Enter comes as Esc and Enter. */
  readonly isAfterEscape: boolean;
}

export type EditorStep =
  | { readonly type: "edit"; readonly state: EditorState }
  | { readonly type: "submit"; readonly text: string }
  | { readonly type: "clear-screen" | "interrupt" | "leave" | "suspend" };

/** An empty text below those that were written before. */
export function emptyEditor(history: readonly string[]): EditorState {
  return {
    before: "",
    after: "",
    history,
    place: history.length,
    draft: "",
    isAfterEscape: false,
  };
}

/** What comes of a key. A paste is text, whatever is in it. */
export function nextEditorStep(state: EditorState, key: Keypress): EditorStep {
  const { before, after } = state;
  if (key.paste !== undefined) {
    return edit(state, before + pastedText(key.paste), after);
  }
  if (key.name === "escape") {
    return { type: "edit", state: { ...state, isAfterEscape: true } };
  }
  if (key.name === "return") {
    return enter(state, state.isAfterEscape || key.shift || key.meta);
  }
  const move = MOVES[nameOf(key)];
  if (move !== undefined) {
    return move(state);
  }
  return key.text === undefined
    ? edit(state, before, after)
    : edit(state, before + key.text, after);
}

/** As one text, with the line feeds of a text and without what a terminal would obey. */
function pastedText(paste: string): string {
  return paste.replaceAll(/\r\n?/gu, "\n").replaceAll(/[^\P{Cc}\n\t]/gu, "");
}

function enter(state: EditorState, isNewLine: boolean): EditorStep {
  const { before, after } = state;
  if (isNewLine) {
    return edit(state, `${before}\n`, after);
  }
  return after === "" && before.endsWith("\\")
    ? edit(state, `${before.slice(0, -1)}\n`, after)
    : { type: "submit", text: before + after };
}

function edit(state: EditorState, before: string, after: string): EditorStep {
  return { type: "edit", state: { ...state, before, after, isAfterEscape: false } };
}

/** A key by its name, with what is held down before it: `ctrl-left`, `alt-b`. */
function nameOf({ name = "", ctrl, meta, sequence }: Keypress): string {
  if (meta && name === "") {
    return `alt-${sequence.slice(1)}`;
  }
  return `${ctrl ? "ctrl-" : ""}${meta ? "alt-" : ""}${name}`;
}

type Move = (state: EditorState) => EditorStep;

function moveTo(split: (before: string, after: string) => readonly [string, string]): Move {
  return (state) => edit(state, ...split(state.before, state.after));
}

const left = moveTo((before, after) => {
  const last = lastGrapheme(before);
  return [before.slice(0, before.length - last.length), last + after];
});

const right = moveTo((before, after) => {
  const first = firstGrapheme(after);
  return [before + first, after.slice(first.length)];
});

/** Up to the line feed before or behind the cursor. */
const home = moveTo((before, after) => {
  const start = before.lastIndexOf("\n") + 1;
  return [before.slice(0, start), before.slice(start) + after];
});

const end = moveTo((before, after) => {
  const until = lineEnd(after);
  return [before + after.slice(0, until), after.slice(until)];
});

const wordLeft = moveTo((before, after) => {
  const start = startOfLastWord(before);
  return [before.slice(0, start), before.slice(start) + after];
});

const wordRight = moveTo((before, after) => {
  const until = endOfFirstWord(after);
  return [before + after.slice(0, until), after.slice(until)];
});

const deleteForward = moveTo((before, after) => [before, after.slice(firstGrapheme(after).length)]);

const backspace = moveTo((before, after) => [
  before.slice(0, before.length - lastGrapheme(before).length),
  after,
]);

const eraseWord = moveTo((before, after) => [before.slice(0, startOfLastWord(before)), after]);

const MOVES: Readonly<Partial<Record<string, Move>>> = {
  left,
  "ctrl-b": left,
  right,
  "ctrl-f": right,
  home,
  "ctrl-a": home,
  end,
  "ctrl-e": end,
  "ctrl-left": wordLeft,
  "alt-left": wordLeft,
  "alt-b": wordLeft,
  "ctrl-right": wordRight,
  "alt-right": wordRight,
  "alt-f": wordRight,
  backspace,
  "ctrl-h": backspace,
  delete: deleteForward,
  "ctrl-w": eraseWord,
  "alt-d": moveTo((before, after) => [before, after.slice(endOfFirstWord(after))]),
  "ctrl-u": moveTo((before, after) => [before.slice(0, before.lastIndexOf("\n") + 1), after]),
  "ctrl-k": moveTo((before, after) => [before, after.slice(lineEnd(after))]),
  up: (state) => moveByLine(state, -1),
  "ctrl-p": (state) => moveByLine(state, -1),
  down: (state) => moveByLine(state, 1),
  "ctrl-n": (state) => moveByLine(state, 1),
  enter: (state) => enter(state, true), // Ctrl-J
  tab: (state) => edit(state, `${state.before}\t`, state.after),
  "ctrl-c": () => ({ type: "interrupt" }),
  "ctrl-d": (state) =>
    state.before + state.after === "" ? { type: "leave" } : deleteForward(state),
  "ctrl-l": () => ({ type: "clear-screen" }),
  "ctrl-z": () => ({ type: "suspend" }),
};

/** To the line above or below; from the first or last one, to an older or a newer text. */
function moveByLine(state: EditorState, step: -1 | 1): EditorStep {
  const { before, after } = state;
  const text = before + after;
  const start = before.lastIndexOf("\n") + 1;
  const column = before.length - start;
  if (step === -1 && start > 0) {
    const above = before.lastIndexOf("\n", start - 2) + 1;
    return splitAt(state, text, Math.min(above + column, start - 1));
  }
  const below = before.length + lineEnd(after) + 1;
  if (step === 1 && below <= text.length) {
    return splitAt(state, text, Math.min(below + column, below + lineEnd(text.slice(below))));
  }
  return showEntry(state, state.place + step);
}

/** A column in one line may be in the middle of a character in another one. */
function splitAt(state: EditorState, text: string, at: number): EditorStep {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const from = Math.max(start, at - SCANNED_UNITS);
  const boundary = Array.from(SEGMENTER.segment(text.slice(from, at + SCANNED_UNITS))).findLast(
    ({ index }) => from + index <= at,
  );
  const cursor = at === text.length ? at : from + (boundary?.index ?? 0);
  return edit(state, text.slice(0, cursor), text.slice(cursor));
}

function showEntry(state: EditorState, place: number): EditorStep {
  const { before, after, history, draft } = state;
  if (place < 0 || place > history.length) {
    return edit(state, before, after);
  }
  const kept = state.place === history.length ? before + after : draft;
  const shown = history[place] ?? kept;
  return edit({ ...state, place, draft: kept }, shown, "");
}

const SEGMENTER = new Intl.Segmenter();

/** More than any character that a person types: what is looked at, so that a key costs the same in a long text. */
const SCANNED_UNITS = 256;

function firstGrapheme(text: string): string {
  const [first] = SEGMENTER.segment(text.slice(0, SCANNED_UNITS));
  return first?.segment ?? "";
}

/** The look may begin inside a character, but does not end in one. */
function lastGrapheme(text: string): string {
  return Array.from(SEGMENTER.segment(text.slice(-SCANNED_UNITS))).at(-1)?.segment ?? "";
}

function lineEnd(after: string): number {
  const at = after.indexOf("\n");
  return at === -1 ? after.length : at;
}

function startOfLastWord(text: string): number {
  return text.length - (/\S*\s*$/u.exec(text.slice(-MAX_WORD))?.[0].length ?? 0);
}

function endOfFirstWord(text: string): number {
  return /^\s*\S*/u.exec(text.slice(0, MAX_WORD))?.[0].length ?? 0;
}

/** In UTF-16 code units. Ctrl-W in a longer word takes so much of it. */
const MAX_WORD = 10_000;
