import { PassThrough } from "node:stream";

import { type Keypress, listenForKeypresses } from "@hexai/terminal";
import { describe, it } from "vitest";

import { emptyEditor, type EditorState, type EditorStep, nextEditorStep } from "./editor-state.ts";

const ESC = "\u001b";
const UP = `${ESC}[A`;
const DOWN = `${ESC}[B`;
const RIGHT = `${ESC}[C`;
const LEFT = `${ESC}[D`;
const CTRL = Object.fromEntries(
  Array.from("abcdefghijklmnopqrstuvwxyz").map((letter, index) => [
    letter,
    String.fromCharCode(index + 1),
  ]),
);
const BACKSPACE = "\u007f";
const paste = (text: string): string => `${ESC}[200~${text}${ESC}[201~`;

describe("nextEditorStep", () => {
  it.for([
    { keys: "ab", text: "ab|", why: "characters are typed" },
    { keys: `ab${LEFT}c`, text: "ac|b", why: "the cursor moves" },
    { keys: `ab${LEFT}${RIGHT}c`, text: "abc|", why: "the cursor moves back" },
    { keys: `a👩‍👧${LEFT}b`, text: "ab|👩‍👧", why: "an emoji is one character" },
    { keys: `日本${BACKSPACE}`, text: "日|", why: "the last character goes" },
    { keys: `e\u0301${BACKSPACE}`, text: "|", why: "with what belongs to it" },
    { keys: `ab${LEFT}${ESC}[3~`, text: "a|", why: "Delete" },
    { keys: `ab${LEFT}${CTRL["d"]}`, text: "a|", why: "Ctrl-D in a text" },
    { keys: `a b${CTRL["a"]}x`, text: "x|a b", why: "Ctrl-A" },
    { keys: `a b${CTRL["a"]}${CTRL["e"]}x`, text: "a bx|", why: "Ctrl-E" },
    { keys: `one two ${CTRL["w"]}`, text: "one |", why: "Ctrl-W" },
    { keys: `one two${CTRL["u"]}`, text: "|", why: "Ctrl-U" },
    { keys: `one${LEFT}${CTRL["k"]}`, text: "on|", why: "Ctrl-K" },
    { keys: `one two${ESC}b${ESC}bx`, text: "x|one two", why: "Alt-B" },
    { keys: `one two${CTRL["a"]}${ESC}[1;5Cx`, text: "onex| two", why: "Ctrl-Right" },
    { keys: `a${ESC}\rb`, text: "a\nb|", why: "Alt-Enter" },
    { keys: `a${ESC}[13;2ub`, text: "a\nb|", why: "Shift-Enter, from a terminal that tells it" },
    { keys: "a\nb", text: "a\nb|", why: "Ctrl-J" },
    { keys: "a\\\rb", text: "a\nb|", why: "a final backslash" },
    { keys: "\ta", text: "\ta|", why: "a tab" },
    { keys: paste("a\tb\rc\r\nd\n"), text: "a\tb\nc\nd\n|", why: "a paste is text" },
    { keys: paste(`a${ESC}[A${CTRL["c"]}b`), text: "a[Ab|", why: "a paste commands nothing" },
    { keys: `x${ESC}${ESC}[24~${CTRL["g"]}y`, text: "xy|", why: "other keys do nothing" },
    { keys: `ab\ncd${UP}x`, text: "abx|\ncd", why: "to the line above" },
    { keys: `ab\nc${UP}${DOWN}x`, text: "ab\ncx|", why: "and back" },
    { keys: `a\nbcd${UP}x`, text: "ax|\nbcd", why: "to a shorter line" },
    { keys: `日本\nabc${LEFT}${UP}x`, text: "日本x|\nabc", why: "to wide characters" },
    { keys: `👩‍👧b\nabcd${LEFT}${UP}x`, text: "x|👩‍👧b\nabcd", why: "never into a character" },
  ])("makes $text: $why", ({ keys, text }, { expect }) => {
    expect(shown(press(keys).at(-1))).toBe(text);
  });

  it.for([
    { keys: UP, text: "second|", why: "the last text" },
    { keys: `${UP}${UP}`, text: "first|", why: "the one before" },
    { keys: `${UP}${UP}${UP}`, text: "first|", why: "there is no older one" },
    { keys: `new${UP}${DOWN}`, text: "new|", why: "what was being written" },
    { keys: DOWN, text: "|", why: "there is no newer one" },
    { keys: `${CTRL["p"]}!`, text: "second!|", why: "an old text can be changed" },
  ])("shows $text of what was written: $why", ({ keys, text }, { expect }) => {
    expect(shown(press(keys, ["first", "second"]).at(-1))).toBe(text);
  });

  it.for([
    { keys: "a\r", step: { type: "submit", text: "a" } },
    { keys: `ab${LEFT}\r`, step: { type: "submit", text: "ab" } },
    { keys: `a\\${LEFT}\r`, step: { type: "submit", text: "a\\" } },
    { keys: `a${CTRL["c"]}`, step: { type: "interrupt" } },
    { keys: CTRL["d"] ?? "", step: { type: "leave" } },
    { keys: CTRL["l"] ?? "", step: { type: "clear-screen" } },
    { keys: CTRL["z"] ?? "", step: { type: "suspend" } },
  ])("ends in $step.type for $keys", ({ keys, step }, { expect }) => {
    expect(press(keys).at(-1)).toEqual(step);
  });

  it("makes one text of a paste of 200 lines, whichever way it comes", ({ expect }) => {
    const text = Array.from({ length: 200 }, (_, index) => `line ${index}\t`).join("\n");
    const keys = `${paste(text)}\r`;

    for (const size of [1, 7, 1024]) {
      const pieces = keys.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
      expect(press(pieces).at(-1)).toEqual({ type: "submit", text });
    }
  });
});

/** What comes of each key, typed as a terminal sends it. */
function press(keys: string | readonly string[], history: readonly string[] = []) {
  const input = new PassThrough();
  const steps: EditorStep[] = [];
  let state: EditorState = emptyEditor(history);
  const stop = listenForKeypresses(input, (key: Keypress) => {
    const step = nextEditorStep(state, key);
    steps.push(step);
    if (step.type === "edit") {
      ({ state } = step);
    }
  });
  for (const piece of [keys].flat()) {
    input.emit("data", piece);
  }
  stop();
  return steps;
}

function shown(step: EditorStep | undefined): string | undefined {
  return step?.type === "edit" ? `${step.state.before}|${step.state.after}` : step?.type;
}
