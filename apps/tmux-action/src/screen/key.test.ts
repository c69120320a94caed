import { describe, it } from "vitest";

import { parseKey } from "./key.ts";

const PLAIN = { sequence: "", ctrl: false, meta: false, shift: false };

describe("parseKey", () => {
  it.for([
    { text: "a", name: "a", why: "a letter" },
    { text: " ", name: "space", why: "a space" },
    { text: "é", name: "é", why: "no ASCII" },
  ])("takes $why for a text", ({ text, name }, { expect }) => {
    expect(parseKey({ ...PLAIN, text, name })).toEqual({ type: "text", text });
  });

  it.for([
    { name: "up", type: "up" },
    { name: "pagedown", type: "page-down" },
    { name: "return", type: "enter" },
    { name: "enter", type: "enter" },
    { name: "escape", type: "escape" },
    { name: "backspace", type: "backspace" },
    { name: "backspace", shift: true, type: "backspace" },
    { name: "delete", type: "delete" },
    { name: "left", type: "left" },
    { name: "a", ctrl: true, type: "home" },
    { name: "c", ctrl: true, type: "interrupt" },
    { name: "u", ctrl: true, type: "erase-line" },
  ])("knows $name as $type", ({ type, ...keypress }, { expect }) => {
    expect(parseKey({ ...PLAIN, ...keypress })).toEqual({ type });
  });

  it.for([
    { why: "Alt and a letter", name: "r", meta: true },
    { why: "Ctrl and a letter that means nothing", name: "z", ctrl: true },
    { why: "a key that there is no name for" },
    { why: "Tab", name: "tab" },
  ])("does not count $why", (keypress, { expect }) => {
    expect(parseKey({ ...PLAIN, ...keypress })).toBeUndefined();
  });

  it("takes a line break that is typed with Shift for one of the text", ({ expect }) => {
    const key = parseKey({ ...PLAIN, name: "return", shift: true });

    expect(key).toEqual({ type: "paste", text: "\n" });
  });

  it("takes a paste for one text, with its tabs and its line breaks as Unix has them", ({
    expect,
  }) => {
    const key = parseKey({ ...PLAIN, paste: "a\tb\rc\r\nd\u0003\u001b[31m\u009b" });

    expect(key).toEqual({ type: "paste", text: "a\tb\nc\nd[31m" });
  });
});
