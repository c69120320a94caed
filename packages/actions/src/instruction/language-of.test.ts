import { describe, it } from "vitest";

import { languageOf } from "./language-of.ts";

describe("languageOf", () => {
  it.for([
    { source: { languageId: "python" }, language: "python", why: "the protocol's name" },
    { source: { languageId: "bash" }, language: "shellscript", why: "a client's own name" },
    { source: { path: "file:///a/b.test.RS" }, language: "rust", why: "a file's ending" },
    { source: { languageId: "cobol", path: "a.py" }, language: "python", why: "an unknown name" },
    { source: { path: "/a.d/Makefile" }, language: undefined, why: "a directory has no ending" },
    { source: {}, language: undefined, why: "nothing is known" },
  ])("is $language for $why", ({ source, language }, { expect }) => {
    expect(languageOf(source)).toBe(language);
  });
});
