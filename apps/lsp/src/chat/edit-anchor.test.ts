import * as fc from "fast-check";
import { describe, it } from "vitest";

import { applyChanges, type Span, type TextChange } from "../protocol/text-change.ts";
import { rebaseSpan } from "./edit-anchor.ts";

describe("rebaseSpan", () => {
  it.for([
    { change: "[]ab{cd}ef", rebased: "Xab{cd}ef", why: "what is typed before it moves it" },
    { change: "ab{cd}e[]f", rebased: "ab{cd}eXf", why: "what is typed behind it does not" },
    { change: "ab[]{cd}ef", rebased: "abX{cd}ef", why: "its start is outside" },
    { change: "ab{cd}[]ef", rebased: "ab{cd}Xef", why: "and so is its end" },
    { change: "ab{c[]d}ef", rebased: "ab{cXd}ef", why: "its middle is inside" },
    { change: "a[b{c]d}ef", rebased: "aX{d}ef", why: "its beginning was replaced" },
    { change: "ab{[c]d}ef", rebased: "abX{d}ef", why: "so it was here" },
    { change: "ab{c[d}e]f", rebased: undefined, why: "its end is gone" },
    { change: "ab{c[d]}ef", rebased: undefined, why: "here too" },
    { change: "a[b{cd}e]f", rebased: undefined, why: "all of it is gone" },
  ])("makes $rebased of $change: $why", ({ change, rebased }, { expect }) => {
    const { text, span, edit } = drawn(change);

    const result = rebaseSpan(span, edit);

    expect(result && marked(applyChanges(text, [edit]), result)).toBe(rebased);
  });

  it("always holds what is left of the part, and of the rest nothing", ({ expect }) => {
    const size = fc.nat(12);
    fc.assert(
      fc.property(
        size,
        size,
        size,
        fc.array(fc.tuple(fc.nat(40), fc.nat(6), fc.nat(6))),
        (...drawnBy) => {
          const [before, inside, after, edits] = drawnBy;
          const part = "p".repeat(inside + 1);
          let text = "b".repeat(before) + part + "a".repeat(after);
          let span: Span | undefined = { start: before, end: before + part.length };
          for (const [at, length, inserted] of edits) {
            const start = Math.min(at, text.length);
            const edit = {
              start,
              end: Math.min(start + length, text.length),
              text: "x".repeat(inserted),
            };
            const hadEnd = edit.end >= (span?.end ?? 0) && edit.start < (span?.end ?? 0);
            span = span && rebaseSpan(span, edit);
            text = applyChanges(text, [edit]);
            if (span === undefined) {
              expect(hadEnd).toBe(true);
              return;
            }
            const held = text.slice(span.start, span.end);
            expect(held).toMatch(/^[px]*p$/);
            expect(held.replaceAll("x", "")).toBe(text.replaceAll(/[^p]/g, ""));
          }
        },
      ),
    );
  });
});

/** `ab{cd}e[f]`: a text with a part in braces, and a change of what is in brackets to an X. */
function drawn(drawing: string): { text: string; span: Span; edit: TextChange } {
  const text = drawing.replaceAll(/[[\]{}]/g, "");
  const at = (mark: string): number =>
    drawing.slice(0, drawing.indexOf(mark)).replaceAll(/[[\]{}]/g, "").length;
  return {
    text,
    span: { start: at("{"), end: at("}") },
    edit: { start: at("["), end: at("]"), text: "X" },
  };
}

function marked(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}{${text.slice(start, end)}}${text.slice(end)}`;
}
