import type { CustomAction } from "@hexai/config";
import { describe, it } from "vitest";

import type { Action } from "../catalogue/action.ts";
import {
  catalogueOf,
  CUSTOM_PROMPT,
  DIAGNOSTICS,
  REWRITE,
  SIMPLIFY,
  UNIT_TEST,
} from "../catalogue/catalogue.ts";
import { missingInput } from "./action-source.ts";
import { type PreparedAction, prepareAction } from "./prepare-action.ts";

describe("prepareAction", () => {
  it("sends the instruction and the selection without its marker and indentation", ({ expect }) => {
    const prepared = prepareAction(REWRITE, "\t// go fast\n\tif (a) {\n\t\tb\n\t}\n", {
      languageId: "go",
    });

    const [system, user] = prepared?.messages ?? [];
    expect(system?.role).toBe("system");
    expect(user).toMatchObject({ role: "user" });
    expect(user?.content).toContain("language: go");
    expect(user?.content).toContain("as follows: go fast\n");
    expect(user?.content).toContain("\nif (a) {\n\tb\n}\n");
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

    expect(prepared?.messages[1]?.content).toContain("\n{{instruction}} {{selection}}\n");
  });

  it("leaves comments alone when the action needs no instruction", ({ expect }) => {
    const prepared = prepareAction(SIMPLIFY, "// a note\nf()\n", { path: "a.ts" });

    expect(prepared?.messages[1]?.content).toContain("// a note\nf()");
    expect(prepared?.resultOf("// a note\ng()")).toBe("// a note\ng()\n");
  });

  it("fills in file, language and diagnostics", ({ expect }) => {
    const diagnostics = ["line 1: no return", "{{selection}}"];
    const source = { path: "file:///home/me/a%20b.go", languageId: "go", diagnostics };

    const question = prepareAction(DIAGNOSTICS, "func f() int {}\n", source)?.messages[1]?.content;

    expect(question).toContain("(file: a b.go, language: go)");
    expect(question).toContain("\n- line 1: no return\n- {{selection}}\n");
  });

  it("does what the user asks for, and takes the selection for text", ({ expect }) => {
    const prepared = prepareAction(CUSTOM_PROMPT, "// go fast\nf()\n", {
      path: "a.ts",
      instruction: "translate {{file}}",
    });

    expect(prepared?.messages[1]?.content).toContain("translate {{file}}\n");
    expect(prepared?.messages[1]?.content).toContain("// go fast\nf()");
    expect(prepared?.resultOf("// go fast\ng()")).toBe("// go fast\ng()\n");
  });

  it("goes by the instruction in the selection where the user gives none", ({ expect }) => {
    const prepared = prepareAction(CUSTOM_PROMPT, ">!go fast>\nf()\n", { instruction: " " });

    expect(prepared?.messages[1]?.content).toMatch(/^go fast\n/);
    expect(prepared?.resultOf("g()")).toBe("g()\n");
  });

  it("does what a user's action says, word for word", ({ expect }) => {
    const prepared = prepareAction(
      custom({ scope: "selection", instruction: "Handle {{file}} errors." }),
      "// a note\nf()",
      { path: "a.ts" },
    );

    expect(prepared?.messages[1]?.content).toContain("Handle {{file}} errors.\n");
    expect(prepared?.resultOf("// a note\ng()")).toBe("// a note\ng()");
  });

  it("asks with a user's own templates, and without a system message when that is empty", ({
    expect,
  }) => {
    const action = custom({
      scope: "diagnostics",
      user: "{{file}} {{diagnostics}} {{selection}}",
      system: "",
    });

    expect(prepareAction(action, "f()", { path: "a.ts", diagnostics: ["no"] })?.messages).toEqual([
      { role: "user", content: "a.ts - no f()" },
    ]);
  });

  it("makes tests that do not look like the selection's lines", ({ expect }) => {
    const prepared = prepareAction(UNIT_TEST, "\tf() {\n\t}\n", { path: "a.py" });

    expect(prepared?.messages[1]?.content).toContain("pytest");
    expect(prepared?.resultOf("```python\ndef test_f():\n    f()\n```")).toBe(
      "def test_f():\n    f()\n",
    );
  });

  it.for([
    { action: REWRITE, selection: "f()", lack: "instruction", why: "no instruction" },
    { action: SIMPLIFY, selection: " \n", lack: "selection", why: "nothing is selected" },
    { action: REWRITE, selection: "", lack: "selection", why: "nothing is selected" },
    { action: DIAGNOSTICS, selection: "f()", lack: "diagnostics", why: "nothing is reported" },
    { action: CUSTOM_PROMPT, selection: "f()", lack: "prompt", why: "the user was not asked" },
  ])("is undefined for $action.id: $why", ({ action, selection, lack }, { expect }) => {
    const source = { diagnostics: [], instruction: "" };

    expect(prepareAction(action, selection, source)).toBeUndefined();
    expect(missingInput(action, selection, source)).toBe(lack);
  });
});

describe("again", () => {
  it("shows the model its answer and what is to be different", ({ expect }) => {
    const first = simplified();

    const second = first.again("b", "shorter");

    expect(second.messages.slice(0, 2)).toEqual(first.messages);
    expect(second.messages.slice(2)).toEqual([
      { role: "assistant", content: "b" },
      { role: "user", content: expect.stringMatching(/^shorter\n/) },
    ]);
    expect(second.resultOf("c")).toBe("c\n");
  });

  it("goes on from the answer before", ({ expect }) => {
    const third = simplified().again("b", "shorter").again("c", "longer");

    expect(third.messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
    ]);
  });

  it("asks the same when nothing is to be different", ({ expect }) => {
    const first = simplified();

    expect(first.again("b", " \n").messages).toEqual(first.messages);
  });

  it("leaves out an answer without text", ({ expect }) => {
    expect(simplified().again("", "again").messages[2]?.role).toBe("user");
  });
});

function simplified(): PreparedAction {
  const prepared = prepareAction(SIMPLIFY, "a\n");
  if (prepared === undefined) {
    throw new Error("a selection is all that it needs");
  }
  return prepared;
}

function custom(given: Pick<CustomAction, "scope" | "instruction" | "user" | "system">): Action {
  const own: CustomAction = { id: "mine", title: "Mine", kind: "refactor", ...given };
  return catalogueOf({ custom: [own] }).at(-1) ?? REWRITE;
}
