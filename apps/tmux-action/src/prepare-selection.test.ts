import { REWRITE, SIMPLIFY } from "@hexai/actions";
import { describe, it } from "vitest";

import { prepareSelection } from "./prepare-selection.ts";

describe("prepareSelection", () => {
  it("makes an action ready for the text", ({ expect }) => {
    const prepared = prepareSelection(SIMPLIFY, Buffer.from("a = 日本\n"), undefined);

    expect(prepared.messages[1]?.text).toContain("a = 日本");
    expect(prepared.resultOf("b")).toBe("b\n");
  });

  it("knows the language by the file's ending", ({ expect }) => {
    const bytes = Buffer.from("#go fast\nf()\n");

    expect(prepareSelection(REWRITE, bytes, "a.py").messages[1]?.text).toContain("go fast");
    expect(() => prepareSelection(REWRITE, bytes, "a.c")).toThrow("needs an instruction");
  });

  it("keeps a byte order mark", ({ expect }) => {
    const prepared = prepareSelection(SIMPLIFY, Buffer.from("\ufeffa\n"), undefined);

    expect(prepared.resultOf("b")).toBe("\ufeffb\n");
  });

  it.for([
    { action: SIMPLIFY, bytes: Buffer.from(" \n"), part: "empty" },
    { action: REWRITE, bytes: Buffer.from("f()"), part: "needs an instruction" },
    { action: SIMPLIFY, bytes: Buffer.from([0x61, 0xff]), part: "not UTF-8" },
  ])("says what is wrong: $part", ({ action, bytes, part }, { expect }) => {
    expect(() => prepareSelection(action, bytes, undefined)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(part) }),
    );
  });
});
