import process from "node:process";

import { lineText, lineWidth } from "@hexai/terminal";
import * as fc from "fast-check";
import { describe, type ExpectStatic, it } from "vitest";

import type { MenuItem, ScreenMessage } from "../popup/messages.ts";
import type { Key } from "./key.ts";
import { shownItems } from "./menu-state.ts";
import { screenLines } from "./screen-lines.ts";
import {
  firstScreenState,
  nextScreenState,
  type ScreenEvent,
  type ScreenState,
} from "./screen-state.ts";

/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;

const NASTY = [...Array.from("ab\t日🙂\u0301\u001b\u009b\u202e\0\n\r ;"), "👩‍👩‍👧"];
const TEXT = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...NASTY), maxLength: 200 }),
);
const SIZE = fc.record({
  columns: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(40, 64, 96)),
  rows: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(12, 24)),
});

const ITEM: fc.Arbitrary<MenuItem> = fc.record(
  {
    id: fc.constantFrom("simplify", "own", "constructor", ""),
    title: TEXT,
    hotkey: fc.constantFrom(...Array.from("ricqj/日\u001b")),
    does: fc.constantFrom("act", "act", "act", "open-custom", "skip"),
    wantsPrompt: fc.boolean(),
  },
  { requiredKeys: ["id", "title", "does", "wantsPrompt"] },
);
const ITEMS = fc.array(ITEM, { maxLength: 12 });
const EDITOR = { cwd: "/", env: {}, file: "/nowhere" };

const MESSAGE: fc.Arbitrary<ScreenMessage> = fc.oneof(
  fc.record({
    type: fc.constant("hello" as const),
    selection: TEXT,
    isColorful: fc.boolean(),
    editor: fc.constantFrom(undefined, EDITOR),
  }),
  fc.record({
    type: fc.constant("menu" as const),
    menu: fc.record({ items: ITEMS, customItems: ITEMS }),
  }),
  fc.record({ type: fc.constant("chosen" as const), item: ITEM }),
  fc.record({ type: fc.constant("delta" as const), text: TEXT }),
  fc.record({ type: fc.constant("answer" as const), before: TEXT, after: TEXT }),
  fc.record({ type: fc.constantFrom("failure" as const, "notice" as const), message: TEXT }),
);
const KEY: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom(...Array.from("ricatqjkgGyen/ x日")).map((text): Key => ({ type: "text", text })),
  fc
    .constantFrom(
      ...(["up", "down", "home", "end", "page-up", "page-down", "backspace"] as const),
      ...(["left", "right", "delete"] as const),
      ...(["erase-line", "erase-word", "enter", "enter", "escape", "interrupt"] as const),
    )
    .map((type): Key => ({ type })),
  TEXT.map((text): Key => ({ type: "paste", text })),
);
const EVENT: fc.Arbitrary<ScreenEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("key" as const), key: KEY }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("message" as const), message: MESSAGE }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("resize" as const), size: SIZE }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("tick" as const), byMs: fc.nat(5_000) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("edited" as const), text: TEXT }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("edit-failure" as const), message: TEXT }),
  },
);

const SIMPLIFY: MenuItem = { id: "i", title: "Simplify", does: "act", wantsPrompt: false };
/** How sessions begin, so that the later screens are met often. */
const BEGINNINGS: readonly (readonly ScreenMessage[])[] = [
  [],
  [
    { type: "hello", selection: "a\n\tb\n", isColorful: true },
    { type: "menu", menu: { items: [SIMPLIFY], customItems: [] } },
  ],
  [
    { type: "hello", selection: "a\n", isColorful: true, editor: EDITOR },
    { type: "chosen", item: SIMPLIFY },
    { type: "answer", before: "a\n", after: "\tb 日\n".repeat(40) },
  ],
];
const BEGINNING = fc
  .constantFrom(...BEGINNINGS)
  .map((messages) => messages.map((message): ScreenEvent => ({ type: "message", message })));

describe("a screen, whatever happens to it", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it("stays whole, fits into its window, and gives out no text but the one it shows", ({
    expect,
  }) => {
    const scenes = new Set<string>();
    fc.assert(
      fc.property(SIZE, BEGINNING, fc.array(EVENT, { maxLength: 30 }), (size, first, later) => {
        let state = firstScreenState(size);
        for (const event of [...first, ...later]) {
          const shown = state.preview?.after;
          if (event.type.startsWith("edit") && shown === undefined) {
            continue; // nothing that could be edited
          }
          const { state: next, tell } = nextScreenState(state, event);

          expectWhole(expect, next);
          if (tell?.type === "accept" || tell?.type === "copy") {
            expect(state.mode.type).toBe("preview");
            expect(tell.text).toBe(shown);
          }
          if (next.mode.type === "over") {
            expect(["accept", "decline", "failure-seen"]).toContain(tell?.type);
            return;
          }
          scenes.add(next.mode.type);
          state = next;
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...scenes].toSorted()).toEqual([
      "editing",
      "failure",
      "menu",
      "preview",
      "prompt",
      "waiting",
      "working",
    ]);
  });
});

function expectWhole(expect: ExpectStatic, state: ScreenState): void {
  const { size, menu, preview, mode } = state;
  const lines = screenLines(state);
  const isDrawn =
    lines.length === Math.max(1, size.rows - 1) &&
    lines.every((line) => lineWidth(line) <= size.columns && !/\p{Cc}/u.test(lineText(line)));
  const isInMenu =
    menu === undefined ||
    (menu.index >= 0 && menu.index <= Math.max(0, shownItems(menu).length - 1));
  const isInPreview =
    preview === undefined ||
    (preview.top >= 0 && preview.top <= Math.max(0, preview.lines.length - preview.room));
  const isComplete =
    (mode.type !== "menu" || menu !== undefined) &&
    (!["preview", "editing"].includes(mode.type) || preview !== undefined);
  if (!(isDrawn && isInMenu && isInPreview && isComplete)) {
    expect({ size, mode, menu, lines: lines.map(lineText) }).toBe("whole");
  }
}
