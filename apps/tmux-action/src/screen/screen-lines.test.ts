import { lineText, lineWidth } from "@hexai/terminal";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import type { MenuItem, ScreenMessage } from "../popup/messages.ts";
import type { Size } from "./layout.ts";
import { screenLines } from "./screen-lines.ts";
import { firstScreenState, nextScreenState, type ScreenState } from "./screen-state.ts";

const ITEMS = ["Rewrite selection", "Document code", "Simplify and improve", "Fix typos"].map(
  (title, index): MenuItem => ({
    id: title,
    title,
    hotkey: "rcif"[index],
    does: "act",
    wantsPrompt: false,
  }),
);
const MENU: ScreenMessage = { type: "menu", menu: { items: ITEMS, customItems: [] } };
const HELLO: ScreenMessage = { type: "hello", selection: "a\n\tb\n", isColorful: true };
const CHOSEN: ScreenMessage = {
  type: "chosen",
  item: { id: "simplify", title: "Simplify", does: "act", wantsPrompt: false },
};

describe("screenLines", () => {
  it("shows the menu with its keys", ({ expect }) => {
    expect(drawn({ columns: 44, rows: 14 }, [HELLO, MENU])).toBe(`
 hexai  2 lines

 ▌ r  Rewrite selection
   c  Document code
   i  Simplify and improve
   f  Fix typos






 ⏎ choose  ↑↓ move  / filter  esc leave
`);
  });

  it("shows what the menu is about where there is room", ({ expect }) => {
    expect(drawn({ columns: 70, rows: 10 }, [HELLO, MENU])).toBe(`
 hexai  2 lines
 ▌ r  Rewrite selection         │ a
   c  Document code             │     b
   i  Simplify and improve      │
   f  Fix typos                 │
                                │
                                │
                                │
 ⏎ choose  ↑↓ move  / filter  esc leave
`);
  });

  it("tells of the lines of the menu that there is no room for", ({ expect }) => {
    const size = { columns: 38, rows: 7 };

    expect(drawn(size, [HELLO, MENU])).toBe(`
 hexai  2 lines
 ▌ r  Rewrite selection
   c  Document code
   i  Simplify and improve          ↓
 ⏎ choose  ↑↓ move  / filter
 esc leave
`);
    expect(drawn(size, [HELLO, MENU], "G").split("\n").slice(2, 5)).toEqual([
      "   c  Document code                 ↑",
      "   i  Simplify and improve",
      " ▌ f  Fix typos",
    ]);
  });

  it("shows the end of a long filter, beside the selection", ({ expect }) => {
    const [, , filter] = drawn(
      { columns: 70, rows: 10 },
      [HELLO, MENU],
      "/the quick brown fox jumps over",
    ).split("\n");

    expect(filter).toBe(" /  quick brown fox jumps over  │ a");
  });

  it("shows the work", ({ expect }) => {
    expect(
      drawn({ columns: 60, rows: 8 }, [HELLO, CHOSEN, { type: "delta", text: "x\n\u001b[2Jy" }]),
    ).toBe(`
 hexai  Simplify
 ⠋ 0.0 s  answering

 x
 ␛[2Jy

 esc cancel
`);
  });

  it("shows the difference, and what can be done with it", ({ expect }) => {
    const answer: ScreenMessage = { type: "answer", before: "a\nb\n", after: "a\nc\n" };

    expect(drawn({ columns: 40, rows: 10 }, [HELLO, CHOSEN, answer])).toBe(`
 hexai  Simplify  +1 −1
 1  a
 2- b
 2+ c



 ⏎ accept  e edit  n ask again  y copy
 esc drop
`);
  });

  it("shows a failure in full", ({ expect }) => {
    const failure: ScreenMessage = {
      type: "failure",
      message: `openai refused: ${"x".repeat(30)}`,
    };

    expect(drawn({ columns: 30, rows: 8 }, [HELLO, CHOSEN, failure])).toBe(`
 hexai  Simplify
 ✗ openai refused: xxxxxxxxxx
   xxxxxxxxxxxxxxxxxxxx



 any key: close
`);
  });

  it("tells that a failure says more than there is room for", ({ expect }) => {
    const failure: ScreenMessage = { type: "failure", message: "x".repeat(200) };

    expect(drawn({ columns: 30, rows: 8 }, [HELLO, CHOSEN, failure])).toContain(`x\n   ⋯\n`);
  });

  it("counts the changes before it says where in them the user is", ({ expect }) => {
    const answer: ScreenMessage = { type: "answer", before: "a\n".repeat(9), after: "" };
    const [, narrow] = drawn({ columns: 23, rows: 8 }, [HELLO, CHOSEN, answer]).split("\n");
    const [, wide] = drawn({ columns: 38, rows: 8 }, [HELLO, CHOSEN, answer]).split("\n");

    expect(narrow).toBe(" hexai  Simplify  +0 −9");
    expect(wide).toBe(" hexai  Simplify  +0 −9  4/9");
  });

  it("fits into every screen, whatever it shows", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("ab\t日🙂\u001b\n ;")) });
    const message = fc.oneof(
      fc.constantFrom<ScreenMessage>(MENU, CHOSEN),
      text.map((selection): ScreenMessage => ({ type: "hello", selection, isColorful: true })),
      text.map((delta): ScreenMessage => ({ type: "delta", text: delta })),
      fc
        .tuple(text, text)
        .map(([before, after]): ScreenMessage => ({ type: "answer", before, after })),
      text.map((words): ScreenMessage => ({ type: "failure", message: words })),
      text.map((words): ScreenMessage => ({ type: "notice", message: words })),
    );
    const size = fc.record({
      columns: fc.integer({ min: 38, max: 200 }),
      rows: fc.integer({ min: 10, max: 60 }),
    });

    fc.assert(
      fc.property(size, fc.array(message, { maxLength: 6 }), (shape, messages) => {
        const lines = screenLines(stateAfter(shape, messages));

        expect(lines).toHaveLength(shape.rows - 1);
        expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(shape.columns);
        expect(lines.map(lineText).join("")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

function stateAfter(size: Size, messages: readonly ScreenMessage[]): ScreenState {
  return messages.reduce(
    (state, message) => nextScreenState(state, { type: "message", message }).state,
    firstScreenState(size),
  );
}

/** The screen, with a line break in front for the eye. */
function drawn(size: Size, messages: readonly ScreenMessage[], typed = ""): string {
  const state = Array.from(typed).reduce(
    (before, text) => nextScreenState(before, { type: "key", key: { type: "text", text } }).state,
    stateAfter(size, messages),
  );
  const lines = screenLines(state).map((line) => lineText(line).trimEnd());
  return `\n${lines.join("\n")}\n`;
}
