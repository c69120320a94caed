import { describe, it } from "vitest";

import { parseKey } from "./key.ts";

const PLAIN = { ctrl: false, meta: false };

describe("parseKey", () => {
  it.for([
    { sequence: "a", name: "a", why: "a letter" },
    { sequence: " ", name: "space", why: "a space" },
    { sequence: "é", why: "no ASCII" },
    { sequence: "👍", why: "two units of UTF-16" },
  ])("takes $why for a text", ({ sequence, name }, { expect }) => {
    expect(parseKey({ ...PLAIN, sequence, name })).toEqual({ type: "text", text: sequence });
  });

  it.for([
    { name: "up", sequence: "\u001b[A", type: "up" },
    { name: "pagedown", sequence: "\u001b[6~", type: "page-down" },
    { name: "return", sequence: "\r", type: "enter" },
    { name: "enter", sequence: "\n", type: "enter" },
    { name: "escape", sequence: "\u001b\u001b", meta: true, type: "escape" },
    { name: "backspace", sequence: "\u007f", type: "backspace" },
    { name: "delete", sequence: "\u001b[3~", type: "delete" },
    { name: "left", sequence: "\u001b[D", type: "left" },
    { name: "a", sequence: "\u0001", ctrl: true, type: "home" },
    { name: "c", sequence: "\u0003", ctrl: true, type: "interrupt" },
    { name: "u", sequence: "\u0015", ctrl: true, type: "erase-line" },
  ])("knows $name as $type", ({ type, ...keypress }, { expect }) => {
    expect(parseKey({ ...PLAIN, ...keypress })).toEqual({ type });
  });

  it.for([
    { why: "Alt and a letter", sequence: "\u001br", name: "r", meta: true },
    { why: "Ctrl and a letter that means nothing", sequence: "\u001a", name: "z", ctrl: true },
    { why: "a key that there is no name for", sequence: "\u001b[25~", name: "undefined" },
    { why: "Tab", sequence: "\t", name: "tab" },
    { why: "a control character", sequence: "\u009b" },
    { why: "nothing", sequence: "" },
  ])("does not count $why", (keypress, { expect }) => {
    expect(parseKey({ ...PLAIN, ...keypress })).toBeUndefined();
  });
});
