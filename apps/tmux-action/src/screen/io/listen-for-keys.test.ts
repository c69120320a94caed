import { PassThrough } from "node:stream";

import { describe, it, vi } from "vitest";

import type { Key } from "../key.ts";
import { listenForKeys } from "./listen-for-keys.ts";

const UP = "\u001b[A";

describe("listenForKeys", () => {
  it("tells every key, also of those that come together", async ({ expect }) => {
    const { keys, send } = listening();

    send(`jk\r${UP}`);
    send("\u001b");

    await vi.waitFor(() => expect(keys()).toEqual(["j", "k", "enter", "up", "escape"]));
  });

  it("puts a sequence and a character together that come in pieces", async ({ expect }) => {
    const { keys, send } = listening();

    for (const byte of Buffer.from(`${UP}é${UP}👍`)) {
      send(Buffer.of(byte));
    }

    await vi.waitFor(() => expect(keys()).toEqual(["up", "é", "up", "👍"]));
  });

  it.for([
    { why: "Enter", bytes: "\u001b\r", keys: ["escape", "enter"] },
    { why: "Ctrl-C", bytes: "\u001b\u0003", keys: ["escape", "interrupt"] },
    { why: "Esc", bytes: "\u001b\u001b", keys: ["escape", "escape"] },
    { why: "an arrow", bytes: `\u001b${UP}`, keys: ["escape", "up"] },
    { why: "an arrow, as xterm has it", bytes: "\u001b[1;3A", keys: ["escape", "up"] },
    { why: "Backspace", bytes: "\u001b\u007f", keys: ["escape", "backspace"] },
    { why: "Enter, extended", bytes: "\u001b[27;3;13~", keys: ["escape", "enter"] },
    { why: "Ctrl-C, extended", bytes: "\u001b[99;7u", keys: ["escape", "interrupt"] },
  ])(
    "takes Esc and $why for two keys when they come as one",
    async ({ bytes, keys: all }, { expect }) => {
      const { keys, send } = listening();

      send(bytes);

      await vi.waitFor(() => expect(keys()).toEqual(all));
    },
  );

  it.for([
    { why: "Shift-Space", bytes: ["\u001b[27;2;32~", "\u001b[32;2u"], key: " " },
    { why: "Shift-Backspace", bytes: ["\u001b[27;2;127~", "\u001b[127;2u"], key: "backspace" },
    { why: "Shift-Enter", bytes: ["\u001b[27;2;13~", "\u001b[13;2u"], key: "\n" },
    { why: "Enter", bytes: ["\u001b[27;1;13~", "\u001b[13u"], key: "enter" },
    { why: "Ctrl-C", bytes: ["\u001b[27;5;99~", "\u001b[99;5u"], key: "interrupt" },
    { why: "A", bytes: ["\u001b[27;2;65~", "\u001b[65;2u", "\u001b[97;2u"], key: "A" },
    { why: "Shift-Up", bytes: ["\u001b[1;2A"], key: "up" },
  ])("knows $why where the terminal sends its code", async ({ bytes, key }, { expect }) => {
    const { keys, send } = listening();

    bytes.forEach((each) => send(each));

    await vi.waitFor(() => expect(keys()).toEqual(bytes.map(() => key)));
  });

  it.for([
    { why: "of the Linux console", pieces: ["\u001b[[", "A"] },
    { why: "of rxvt", pieces: ["\u001b[3$", "A"] },
  ])("takes a sequence $why for one when it comes in pieces", async ({ pieces }, { expect }) => {
    const { keys, send } = listening();

    pieces.forEach((piece) => send(piece));
    send("x");

    await vi.waitFor(() => expect(keys()).toEqual(["x"]));
  });

  it("takes what is pasted for one text, however it comes", async ({ expect }) => {
    const { keys, send } = listening();

    for (const byte of Buffer.from("\u001b[200~n\ry\t\u001b[20é\r\u001b[201~y")) {
      send(Buffer.of(byte));
    }

    await vi.waitFor(() => expect(keys()).toEqual(["n\ny\t[20é\n", "y"]));
  });

  it.for([
    { why: "Ctrl-F1", sequence: "\u001b[1;5P" },
    { why: "Ctrl-Alt-F1", sequence: "\u001b[1;8P" },
    { why: "Ctrl-F13", sequence: "\u001b[25;5~" },
    { why: "the focus that comes", sequence: "\u001b[I" },
    { why: "a key of kitty's", sequence: "\u001b[57441u" },
    { why: "a key that was let go", sequence: "\u001b[97;1:3u" },
    { why: "Alt and a letter", sequence: "\u001br" },
    { why: "Alt and a letter, extended", sequence: "\u001b[27;3;97~" },
    { why: "F1 of the Linux console", sequence: "\u001b[[A" },
    { why: "a mode that is told", sequence: "\u001b[?2026;1$y" },
    { why: "the end of a paste that has not begun", sequence: "\u001b[201~" },
  ])("takes $why neither for an error nor for a text", async ({ sequence }, { expect }) => {
    const { keys, send } = listening();

    send(`${sequence}x`);

    await vi.waitFor(() => expect(keys()).toEqual(["x"]));
  });
});

/** Keys by their name, or the text itself. */
function listening() {
  const terminal = new PassThrough();
  const heard: Key[] = [];
  listenForKeys(terminal, (key) => heard.push(key));
  return {
    keys: () => heard.map((key) => ("text" in key ? key.text : key.type)),
    send: (bytes: string | Buffer) => terminal.write(bytes),
  };
}
