import { describe, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import { range } from "../testing/started-server.ts";
import { diagnosedText } from "./diagnosed-text.ts";

const TEXT = "a🙂 = 1\nb = 2\nc = 3\nd = 4";
const AT_B = range([1, 0], [1, 1]);

describe("diagnosedText", () => {
  it.for([
    { at: range([1, 1], [1, 1]), whole: range([1, 0], [2, 0]), why: "a cursor at the word" },
    { at: AT_B, whole: range([1, 0], [2, 0]), why: "the word" },
    { at: range([1, 0], [2, 0]), whole: range([1, 0], [2, 0]), why: "its line" },
    { at: range([0, 3], [1, 0]), whole: range([0, 0], [2, 0]), why: "a selection that ends there" },
    { at: range([0, 4], [2, 1]), whole: range([0, 4], [2, 1]), why: "lines around it" },
  ])("mends $whole for $why", ({ at, whole }, { expect }) => {
    const found = diagnosedText(documentOf(), at, [diagnostic({ range: AT_B })], "utf-16");

    expect(found?.range).toEqual(whole);
  });

  it("does not touch the line where a report ends before its first character", ({ expect }) => {
    const reported = [diagnostic({ range: range([1, 0], [2, 0]) })];

    const found = diagnosedText(documentOf(), range([1, 1], [1, 1]), reported, "utf-16");

    expect(found?.range).toEqual(range([1, 0], [2, 0]));
  });

  it("reaches over what a report spans, to the end of the document at most", ({ expect }) => {
    const reported = [diagnostic({ range: range([2, 4], [3, 2]) })];

    const found = diagnosedText(documentOf(), range([2, 4], [2, 5]), reported, "utf-16");

    expect(found?.range).toEqual(range([2, 0], [3, 5]));
  });

  it.for([
    { encoding: "utf-8", character: 5 },
    { encoding: "utf-16", character: 3 },
    { encoding: "utf-32", character: 2 },
  ] as const)("counts as the client does, in $encoding", ({ encoding, character }, { expect }) => {
    const document = TextDocument.create("file:///a", "go", 1, "a🙂");
    const place = range([0, 0], [0, character]);

    expect(diagnosedText(document, place, [diagnostic({ range: place })], encoding)?.range).toEqual(
      place,
    );
  });

  it("says what is reported, and where", ({ expect }) => {
    const reported = [
      diagnostic({ range: AT_B, message: "b is never read\n", source: "eslint", code: 42 }),
      diagnostic({ range: range([2, 0], [2, 1]), message: "no c", source: "" }),
      diagnostic({ range: range([3, 0], [3, 1]), message: "not here" }),
    ];

    const found = diagnosedText(documentOf(), range([0, 0], [2, 2]), reported, "utf-16");

    expect(found?.texts).toEqual(["line 2: b is never read (eslint 42)", "line 3: no c"]);
    expect(found?.diagnostics).toEqual(reported.slice(0, 2));
  });

  it("is undefined where nothing is reported", ({ expect }) => {
    const reported = [diagnostic({ range: AT_B })];

    expect(diagnosedText(documentOf(), range([2, 0], [3, 0]), reported, "utf-16")).toBeUndefined();
    expect(diagnosedText(documentOf(), AT_B, [], "utf-16")).toBeUndefined();
  });

  it("does not send reports without end", ({ expect }) => {
    const reported = Array.from({ length: 60 }, () => diagnostic({ range: AT_B }));

    expect(diagnosedText(documentOf(), AT_B, reported, "utf-16")?.texts).toHaveLength(50);
  });
});

function documentOf(): TextDocument {
  return TextDocument.create("file:///a", "go", 1, TEXT);
}

function diagnostic(facts: Pick<Diagnostic, "range"> & Partial<Diagnostic>): Diagnostic {
  return { message: "wrong", ...facts };
}
