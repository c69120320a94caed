import { describe, it } from "vitest";

import { fakeTerminal } from "../testing/fake-terminal.ts";
import { createAnswerWriter } from "./answer-writer.ts";

describe("createAnswerWriter", () => {
  it.for([
    { deltas: ["a", "b"], written: "ab\n", why: "adds the missing line end" },
    { deltas: ["a\n"], written: "a\n", why: "adds none to one" },
    { deltas: ["a", "\n"], written: "a\n", why: "sees one that came alone" },
    { deltas: ["a\n\n"], written: "a\n\n", why: "takes none away" },
    { deltas: [" "], written: " \n", why: "takes a space for text" },
    { deltas: [], written: "", why: "adds none to nothing" },
  ])("$why", async ({ deltas, written }, { expect }) => {
    const terminal = fakeTerminal();
    const writer = createAnswerWriter(terminal.out);

    for (const delta of deltas) {
      writer.write(delta);
    }
    await writer.end();

    expect(terminal.written.out).toBe(written);
  });

  it("gives a pipe the text as it is", ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: false });

    createAnswerWriter(terminal.out).write("\u001b[31m\r\n");

    expect(terminal.written.out).toBe("\u001b[31m\r\n");
  });

  it("lets no control sequence through to a terminal, not even in two pieces", async ({
    expect,
  }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const writer = createAnswerWriter(terminal.out);

    writer.write("\u001b");
    writer.write("[31mred\r");
    writer.write("\n\r");
    await writer.end();

    expect(terminal.written.out).toBe("␛[31mred\n");
  });

  it("leaves an emoji that comes in pieces whole, and shows what deceives a reader", async ({
    expect,
  }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const writer = createAnswerWriter(terminal.out);

    for (const delta of ["👩", "\u200d", "👧 a\u202e", "b\u200b", "c\u200d"]) {
      writer.write(delta);
    }
    await writer.end();

    expect(terminal.written.out).toBe("👩\u200d👧 a�b�c�\n");
  });
});
