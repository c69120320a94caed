import { describe, it } from "vitest";

import { applyChanges, type TextChange } from "../protocol/text-change.ts";
import { typedSpan } from "./typed-span.ts";

describe("typedSpan", () => {
  it.for<{ before: string; changes: readonly TextChange[]; typed: string; why: string }>([
    { before: "why?", changes: [at(4, 4, ">")], typed: ">", why: "a key" },
    {
      before: "w",
      changes: [at(1, 1, "hy"), at(3, 3, "?"), at(4, 4, ">")],
      typed: "hy?>",
      why: "some keys at once",
    },
    { before: "why!", changes: [at(3, 4, "?>")], typed: "?>", why: "over a selection" },
    {
      before: "",
      changes: [at(0, 0, "A\n\nwhy?>")],
      typed: "A\n\nwhy?>",
      why: "half a second at once",
    },
    {
      before: "",
      changes: [at(0, 0, "a\nb\nc\nd\nwhy?>\n")],
      typed: "a\nb\nc\nd\nwhy?>\n",
      why: "five lines may be typed",
    },
    {
      before: "",
      changes: [at(0, 0, `${"a".repeat(300)}?>`)],
      typed: `${"a".repeat(300)}?>`,
      why: "a question may be long",
    },
    { before: "why?", changes: [at(4, 4, ">\n")], typed: ">\n", why: "with the next line begun" },
    {
      before: "a\nteh\nwhy",
      changes: [at(3, 5, ""), at(3, 3, "h"), at(4, 4, "e"), at(9, 9, "?"), at(10, 10, ">")],
      typed: "?>",
      why: "after something was mended elsewhere",
    },
    {
      before: "comp\n\nwhy",
      changes: [at(0, 4, ""), at(0, 0, "completed();"), at(17, 17, "?>")],
      typed: "?>",
      why: "after a completion was taken",
    },
  ])("sees $typed: $why", ({ before, changes, typed }, { expect }) => {
    const after = applyChanges(before, changes);

    const span = typedSpan({ uri: "", version: 2, versionBefore: 1, changes, before, after });

    expect(span && after.slice(span.start, span.end)).toBe(typed);
  });

  it.for<{ before: string; changes: readonly TextChange[]; why: string }>([
    { before: "why?>", changes: [at(4, 5, "")], why: "something was taken away" },
    { before: "why?", changes: [at(4, 4, "")], why: "nothing happened" },
    { before: "", changes: [at(0, 0, "a\nb\nc\nd\ne\nwhy?>")], why: "many lines were pasted" },
    { before: "why?\n> a\nb", changes: [at(4, 8, ">")], why: "an answer was undone" },
    {
      before: "why?\n> a\nb",
      changes: [at(4, 8, ""), at(4, 4, ">")],
      why: "an answer was undone in two steps",
    },
    {
      before: "a\nb\nc",
      changes: [at(1, 1, "?>"), at(5, 5, "?>")],
      why: "there is more than one cursor",
    },
    {
      before: "a\nb\nc",
      changes: [at(4, 5, ""), at(3, 3, "?>"), at(1, 1, "?"), at(2, 2, ">")],
      why: "there is more than one cursor, key by key",
    },
    {
      before: "a\nb\nc\nd",
      changes: [at(1, 1, "1"), at(4, 4, "2"), at(7, 7, "3"), at(10, 10, "why?>")],
      why: "a tool has changed many places",
    },
    {
      before: "a\nb\nc\nd\nwhy",
      changes: [at(0, 4, ""), at(7, 7, "?>")],
      why: "lines were removed elsewhere, as an undo does",
    },
  ])("sees nothing typed: $why", ({ before, changes }, { expect }) => {
    const after = applyChanges(before, changes);

    expect(
      typedSpan({ uri: "", version: 2, versionBefore: 1, changes, before, after }),
    ).toBeUndefined();
  });
});

function at(start: number, end: number, text: string): TextChange {
  return { start, end, text };
}
