import * as fc from "fast-check";
import { describe, it } from "vitest";

import type { Cursor } from "../../protocol/cursor.ts";
import { cursorBetween, cursorIn } from "../../testing/cursor-in.ts";
import { contextWindow, type ContextSettings, isFunctionStart } from "./context-window.ts";

const LINES = Array.from({ length: 400 }, (_, index) => `line ${index}`);

describe("contextWindow", () => {
  it.for([
    { mode: "minimal", prefix: "b", suffix: "b" },
    { mode: "window", prefix: "a\nb", suffix: "b\nc" },
    { mode: "always-full", prefix: "x\na\nb", suffix: "b\nc\nd" },
    { mode: "file-on-new-func", prefix: "a\nb", suffix: "b\nc" },
  ] as const)("gives $prefix and $suffix for $mode", ({ mode, prefix, suffix }, { expect }) => {
    const settings = contextSettings({ context_mode: mode, context_window_lines: 2 });

    expect(contextWindow(cursorIn("x\na\nb|b\nc\nd"), settings)).toEqual({ prefix, suffix });
  });

  it("gives the file where a new function begins", ({ expect }) => {
    const settings = contextSettings({ context_mode: "file-on-new-func", context_window_lines: 0 });

    expect(contextWindow(cursorIn("import x;\nfunction f(|\ny"), settings)).toEqual({
      prefix: "import x;\nfunction f(",
      suffix: "\ny",
    });
  });

  it("stays around the cursor, not at the head of the file", ({ expect }) => {
    const cursor = placeOnLine(300);

    const { prefix, suffix } = contextWindow(cursor, contextSettings({ max_context_tokens: 100 }));

    expect(prefix).toMatch(/line 299\n$/);
    expect(suffix).toMatch(/^line 300\n/);
    expect(prefix.length).toBeGreaterThan(suffix.length);
  });

  it("gives to one side what the other leaves", ({ expect }) => {
    const settings = contextSettings({ max_context_tokens: 100 });

    expect(contextWindow(placeOnLine(0), settings).suffix).toHaveLength(300);
    expect(contextWindow(placeOnLine(400), settings).prefix.length).toBeGreaterThan(250);
  });

  it("is within its tokens and a part of the document, without half characters", ({ expect }) => {
    const text = fc.string({ unit: fc.constantFrom("a", "日", "🙂", "\n", "\r\n", " ") });
    const settings = fc.record<ContextSettings>({
      context_mode: fc.constantFrom("minimal", "window", "file-on-new-func", "always-full"),
      context_window_lines: fc.nat(20),
      max_context_tokens: fc.integer({ min: 1, max: 60 }),
    });

    fc.assert(
      fc.property(text, text, settings, (before, after, given) => {
        const { prefix, suffix } = contextWindow(cursorBetween(before, after), given);

        expect(before.endsWith(prefix)).toBe(true);
        expect(after.startsWith(suffix)).toBe(true);
        expect(tokensOf(prefix + suffix)).toBeLessThanOrEqual(given.max_context_tokens);
        expect(prefix + suffix).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 1_000 },
    );
  });

  it.for([
    { mode: "always-full", tokens: 200 },
    { mode: "window", tokens: 10_000 },
  ] as const)("keeps its beginning in place while the user types, in $mode", (row, { expect }) => {
    const settings = contextSettings({ context_mode: row.mode, max_context_tokens: row.tokens });
    const before = LINES.slice(0, 200).join("\n");
    const beginnings = new Set<string>();
    let typed = "";
    for (const character of "const answer = 42;\nconst question = 6 * 9;\nreturn answer;\n") {
      typed += character;
      beginnings.add(
        contextWindow(cursorBetween(before + typed, "\nend"), settings).prefix.slice(0, 20),
      );
    }

    expect(beginnings.size).toBeLessThanOrEqual(2);
  });
});

/** A cautious count: one for each three letters of ASCII and one for everything else. */
function tokensOf(text: string): number {
  const ascii = text.replaceAll(/[^\p{ASCII}]/gu, "").length;
  return ascii / 3 + (text.length - ascii);
}

function placeOnLine(line: number): Cursor {
  const before = LINES.slice(0, line).map((one) => `${one}\n`);
  return cursorBetween(before.join(""), LINES.slice(line).join("\n"));
}

function contextSettings(overrides: Partial<ContextSettings>): ContextSettings {
  return {
    context_mode: "always-full",
    context_window_lines: 120,
    max_context_tokens: 4_000,
    ...overrides,
  };
}

describe("isFunctionStart", () => {
  it.for([
    ["function f(|", true],
    ["x\nexport async function f() {\n  |", true],
    ["func (s *S) Get() error {\n\t|", true],
    ["def f(self):\n\n    |", true],
    ["pub fn f() -> Result<u8> {\n    |", true],
    ["const f = () => |", true],
    ["class A {\n  get() {\n    |", true],
    ["int main(void) {\n  |", true],
    ["const a = 1;\n|", false],
    ["function f() {\n  a();\n  |", false],
    ["// the |", false],
  ] as const)("says of %j: %j", ([marked, isStart], { expect }) => {
    expect(isFunctionStart(cursorIn(marked))).toBe(isStart);
  });
});
