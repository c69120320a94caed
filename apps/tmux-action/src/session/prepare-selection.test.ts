import { CUSTOM_PROMPT, DIAGNOSTICS, REWRITE, SIMPLIFY, UNIT_TEST } from "@hexai/actions";
import { describe, it } from "vitest";

import { prepareSelection } from "./prepare-selection.ts";

const FILTER = { keepsCode: true };

describe("prepareSelection", () => {
  it("makes an action ready for the text", ({ expect }) => {
    const prepared = prepareSelection(SIMPLIFY, Buffer.from("a = 日本\n"), FILTER);

    expect(prepared.messages[1]?.content).toContain("a = 日本");
    expect(prepared.resultOf("b")).toBe("b\n");
  });

  it("knows the language by the file's ending", ({ expect }) => {
    const bytes = Buffer.from("#go fast\nf()\n");

    expect(
      prepareSelection(REWRITE, bytes, { ...FILTER, path: "a.py" }).messages[1]?.content,
    ).toContain("go fast");
    expect(() => prepareSelection(REWRITE, bytes, { ...FILTER, path: "a.c" })).toThrow(
      "needs an instruction",
    );
  });

  it("keeps a byte order mark", ({ expect }) => {
    const prepared = prepareSelection(SIMPLIFY, Buffer.from("\ufeffa\n"), FILTER);

    expect(prepared.resultOf("b")).toBe("\ufeffb\n");
  });

  it("does what the user typed", ({ expect }) => {
    const source = { ...FILTER, instruction: "shout" };

    const prepared = prepareSelection(CUSTOM_PROMPT, Buffer.from("f()\n"), source);

    expect(prepared.messages[1]?.content).toContain("shout");
  });

  it("takes a report of diagnostics for no part of the code", ({ expect }) => {
    const bytes = Buffer.from("Diagnostics:\n- line 1: x is unused\n\n\tlet x = 1;\n");

    const prepared = prepareSelection(DIAGNOSTICS, bytes, FILTER);

    expect(prepared.messages[1]?.content).toContain("x is unused");
    expect(prepared.before).toBe("\tlet x = 1;\n");
    expect(prepared.resultOf("let y = 1;")).toBe("\tlet y = 1;\n");
  });

  it.for([
    { keepsCode: true, before: "f()", result: "f()\n\ntest()", why: "below the code" },
    { keepsCode: false, before: "", result: "test()", why: "alone" },
  ])("puts unit tests $why", ({ keepsCode, before, result }, { expect }) => {
    const prepared = prepareSelection(UNIT_TEST, Buffer.from("f()"), { keepsCode });

    expect(prepared.before).toBe(before);
    expect(prepared.resultOf("```\ntest()\n```")).toBe(result);
    expect(prepared.again("a", "b").resultOf("test()")).toBe(result);
  });

  it.for([
    { action: SIMPLIFY, bytes: Buffer.from(" \n"), part: "empty" },
    { action: REWRITE, bytes: Buffer.from("f()"), part: "needs an instruction" },
    { action: SIMPLIFY, bytes: Buffer.from([0x61, 0xff]), part: "not UTF-8" },
    { action: CUSTOM_PROMPT, bytes: Buffer.from("f()"), part: "type it in the menu" },
    { action: DIAGNOSTICS, bytes: Buffer.from("f()"), part: "needs diagnostics" },
  ])("says what is wrong: $part", ({ action, bytes, part }, { expect }) => {
    expect(() => prepareSelection(action, bytes, FILTER)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(part) }),
    );
  });
});
