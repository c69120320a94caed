import { describe, it } from "vitest";

import { REWRITE, SIMPLIFY } from "./catalogue.ts";
import { prepareAction } from "./prepare-action.ts";

describe("prepareAction", () => {
  it("sends the instruction and the selection without its marker and indentation", ({ expect }) => {
    const prepared = prepareAction(REWRITE, "\t// go fast\n\tif (a) {\n\t\tb\n\t}\n", {
      languageId: "go",
    });

    const [system, user] = prepared?.messages ?? [];
    expect(system?.role).toBe("system");
    expect(user).toMatchObject({ role: "user" });
    expect(user?.text).toContain("language: go");
    expect(user?.text).toContain("as follows: go fast\n");
    expect(user?.text).toContain("\nif (a) {\n\tb\n}\n");
  });

  it("puts the answer into the selection's place", ({ expect }) => {
    const prepared = prepareAction(REWRITE, "\tf() // go fast\n", { languageId: "go" });

    expect(prepared?.resultOf("```go\ng()\n```")).toBe("\tg()\n");
  });

  it.for([
    { selection: ">!go fast>\nf()\n", answer: ">!go fast>\ng()", result: "g()\n" },
    { selection: "// go fast\nf()\n", answer: "// go fast\ng()", result: "g()\n" },
    { selection: "// go fast\nf()\n", answer: "// fast now\ng()", result: "// fast now\ng()\n" },
  ])("takes out a marker that the model repeats: $answer", (row, { expect }) => {
    const prepared = prepareAction(REWRITE, row.selection, { path: "a.ts" });

    expect(prepared?.resultOf(row.answer)).toBe(row.result);
  });

  it("does not fill in what stands in the selection", ({ expect }) => {
    const prepared = prepareAction(SIMPLIFY, "{{instruction}} {{selection}}");

    expect(prepared?.messages[1]?.text).toContain("\n{{instruction}} {{selection}}\n");
  });

  it("leaves comments alone when the action needs no instruction", ({ expect }) => {
    const prepared = prepareAction(SIMPLIFY, "// a note\nf()\n", { path: "a.ts" });

    expect(prepared?.messages[1]?.text).toContain("// a note\nf()");
    expect(prepared?.resultOf("// a note\ng()")).toBe("// a note\ng()\n");
  });

  it.for([
    { action: REWRITE, selection: "f()", why: "no instruction" },
    { action: SIMPLIFY, selection: " \n", why: "nothing is selected" },
  ])("is undefined: $why", ({ action, selection }, { expect }) => {
    expect(prepareAction(action, selection)).toBeUndefined();
  });
});
