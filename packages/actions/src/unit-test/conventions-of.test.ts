import { describe, it } from "vitest";

import { conventionsOf } from "./conventions-of.ts";

describe("conventionsOf", () => {
  it.for([
    { language: "go", part: "package testing" },
    { language: "python", part: "pytest" },
    { language: "rust", part: "mod tests" },
    { language: "typescriptreact", part: "vitest" },
    { language: "javascript", part: "vitest" },
    { language: "ruby", part: "most usual for the language" },
    { language: undefined, part: "most usual for the language" },
  ])("name what is usual for $language", ({ language, part }, { expect }) => {
    expect(conventionsOf(language)).toContain(part);
    expect(conventionsOf(language)).not.toContain("The tests go into");
  });

  it("say where the tests go, so that imports can be right", ({ expect }) => {
    const conventions = conventionsOf("typescript", { path: "__tests__/a.test.ts", text: " \n" });

    expect(conventions).toContain("go into __tests__/a.test.ts (as seen from");
    expect(conventions).not.toContain("<tests>");
  });

  it("show how a file begins, and no more of it", ({ expect }) => {
    const text = Array.from({ length: 100 }, (_, number) => `line ${number}`).join("\r\n");

    const conventions = conventionsOf("go", { path: "a_test.go", text });

    expect(conventions).toContain("\n<tests>\nline 0\nline 1\n");
    expect(conventions).toContain("\nline 59\n</tests>");
  });
});
