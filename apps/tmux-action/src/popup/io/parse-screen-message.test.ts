import { describe, it } from "vitest";

import type { FromScreen, ToScreen } from "../screen-messages.ts";
import { parseFromScreen, parseToScreen } from "./parse-screen-message.ts";

const ITEM = { id: "a", title: "A", hotkey: "x", does: "act", wantsPrompt: false } as const;

describe("parseToScreen", () => {
  it.for<ToScreen>([
    { type: "hello", selection: "a", isColorful: true },
    {
      type: "hello",
      selection: "",
      isColorful: false,
      editor: { cwd: "/", env: { A: "b" }, file: "/x" },
    },
    { type: "menu", menu: { items: [ITEM], customItems: [] } },
    { type: "chosen", item: { id: "a", title: "", does: "skip", wantsPrompt: true } },
    { type: "delta", text: "日" },
    { type: "answer", before: "a", after: "b" },
    { type: "failure", message: "no" },
    { type: "notice", message: "yes" },
  ])("understands $type", (message, { expect }) => {
    expect(parseToScreen(JSON.stringify(message))).toEqual(message);
  });

  it.for([
    { text: "", why: "nothing" },
    { text: "null", why: "no object" },
    { text: '{"type":"delta","text":"a"', why: "half a message" },
    { text: '{"type":"delta"}', why: "a message without its text" },
    { text: '{"type":"accept","text":"a"}', why: "what only the program is told" },
    { text: '{"type":"menu","menu":{"items":[{}],"customItems":[]}}', why: "an item of nothing" },
  ])("does not understand $why", ({ text }, { expect }) => {
    expect(parseToScreen(text)).toBeUndefined();
  });
});

describe("parseFromScreen", () => {
  it.for<FromScreen>([
    { type: "ready" },
    { type: "start", id: "a" },
    { type: "start", id: "a", instruction: "b" },
    { type: "again", instruction: "b" },
    { type: "cancel" },
    { type: "copy", text: "a" },
    { type: "accept", text: "a" },
    { type: "decline" },
    { type: "failure-seen" },
  ])("understands $type", (message, { expect }) => {
    expect(parseFromScreen(JSON.stringify(message))).toEqual(message);
  });

  it.for([
    { text: "{}", why: "no type" },
    { text: '{"type":"accept"}', why: "a result that is missing" },
    { text: '{"type":"accept","text":1}', why: "a result that is no text" },
    { text: '{"type":"delta","text":"a"}', why: "what only the screen is told" },
  ])("does not understand $why", ({ text }, { expect }) => {
    expect(parseFromScreen(text)).toBeUndefined();
  });
});
