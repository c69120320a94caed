import { describe, it } from "vitest";

import { type InkKey, keysOf } from "./key.ts";

describe("keysOf", () => {
  it.for([
    { input: "a", keys: [{ type: "text", text: "a" }], why: "a letter" },
    {
      input: "jj\r",
      keys: [{ type: "text", text: "j" }, { type: "text", text: "j" }, { type: "enter" }],
      why: "keys that came together",
    },
    { input: "é👍", keys: ["é", "👍"].map((text) => ({ type: "text", text })), why: "no ASCII" },
    {
      input: "\u0003\u007f\u001b",
      keys: ["interrupt", "backspace", "escape"].map((type) => ({ type })),
      why: "control characters in a text",
    },
    { input: "\u0000\u0001", keys: [], why: "nothing that counts" },
  ])("finds the keys in $why", ({ input, keys }, { expect }) => {
    expect(keysOf(input, NONE)).toEqual(keys);
  });

  it.for([
    { key: { upArrow: true }, type: "up" },
    { key: { return: true }, type: "enter" },
    { key: { escape: true, meta: true }, type: "escape" },
    { key: { delete: true }, type: "backspace" },
    { key: { pageDown: true }, type: "page-down" },
  ])("knows $type", ({ key, type }, { expect }) => {
    expect(keysOf("", { ...NONE, ...key })).toEqual([{ type }]);
  });

  it.for([
    { input: "c", keys: [{ type: "interrupt" }] },
    { input: "u", keys: [{ type: "erase-line" }] },
    { input: "z", keys: [] },
  ])("understands Ctrl-$input", ({ input, keys }, { expect }) => {
    expect(keysOf(input, { ...NONE, ctrl: true })).toEqual(keys);
  });

  it("takes Alt and a letter for no letter", ({ expect }) => {
    expect(keysOf("r", { ...NONE, meta: true })).toEqual([]);
  });
});

const NONE: InkKey = {
  upArrow: false,
  downArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  backspace: false,
  delete: false,
  ctrl: false,
  meta: false,
};
