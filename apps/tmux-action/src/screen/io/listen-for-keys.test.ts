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
    { why: "Ctrl-F1", sequence: "\u001b[1;5P" },
    { why: "Ctrl-F13", sequence: "\u001b[25;5~" },
    { why: "the focus that comes", sequence: "\u001b[I" },
    { why: "a key of kitty's", sequence: "\u001b[97;5u" },
    { why: "the frame of a paste", sequence: "\u001b[200~" },
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
    keys: () => heard.map((key) => (key.type === "text" ? key.text : key.type)),
    send: (bytes: string | Buffer) => terminal.write(bytes),
  };
}
