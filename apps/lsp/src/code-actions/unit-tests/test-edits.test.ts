import { describe, it } from "vitest";

import { range } from "../../testing/started-server.ts";
import { testEditsOf, testsPosition } from "./test-edits.ts";

const TEXT = "a\r\n🙂b\r\n";
const INSERTIONS = [
  { at: 0, text: "import\r\n" },
  { at: 5, text: "!" },
  { at: TEXT.length, text: "\r\n  test\r\n" },
];

describe("testEditsOf", () => {
  it.for([
    { encoding: "utf-8", character: 4 },
    { encoding: "utf-16", character: 2 },
    { encoding: "utf-32", character: 1 },
  ] as const)("inserts where the client counts in $encoding", (row, { expect }) => {
    const { encoding, character } = row;

    expect(testEditsOf(TEXT, INSERTIONS, encoding)).toEqual([
      { range: range([0, 0], [0, 0]), newText: "import\r\n" },
      { range: range([1, character], [1, character]), newText: "!" },
      { range: range([2, 0], [2, 0]), newText: "\r\n  test\r\n" },
    ]);
  });
});

describe("testsPosition", () => {
  it("is where the tests begin when all is inserted", ({ expect }) => {
    expect(testsPosition(TEXT, INSERTIONS, "utf-16")).toEqual({ line: 4, character: 2 });
  });

  it("is the beginning of a new file", ({ expect }) => {
    expect(testsPosition("", [{ at: 0, text: "test\n" }], "utf-16")).toEqual({
      line: 0,
      character: 0,
    });
  });
});
