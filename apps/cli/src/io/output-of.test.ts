import { WriteStream } from "node:tty";

import { describe, it } from "vitest";

import { outputOf } from "./output-of.ts";

describe("outputOf", () => {
  it.for([
    { env: { TERM: "xterm" }, isColorful: true, why: "a terminal" },
    { env: { TERM: "xterm", NO_COLOR: "1" }, isColorful: false, why: "NO_COLOR" },
    { env: { TERM: "xterm", NO_COLOR: "" }, isColorful: true, why: "an empty NO_COLOR" },
    { env: { TERM: "dumb" }, isColorful: false, why: "a dumb terminal" },
    { env: { TERM: "dumb", FORCE_COLOR: "1" }, isColorful: true, why: "FORCE_COLOR" },
    { env: { TERM: "xterm", FORCE_COLOR: "0" }, isColorful: false, why: "FORCE_COLOR=0" },
    {
      env: { TERM: "xterm", NO_COLOR: "1", FORCE_COLOR: "1" },
      isColorful: true,
      why: "FORCE_COLOR against NO_COLOR",
    },
  ])("has colours: $isColorful, for $why", ({ env, isColorful }, { expect }) => {
    expect(outputOf(fakeStream({ isTTY: true }), env).isColorful).toBe(isColorful);
  });

  it("never decorates a pipe", ({ expect }) => {
    const output = outputOf(fakeStream({ isTTY: false }), { TERM: "xterm", FORCE_COLOR: "1" });

    expect(output).toMatchObject({ isTerminal: false, isColorful: false, canErase: false });
    expect(output.columns()).toBe(80);
  });

  it("erases nothing on a dumb terminal", ({ expect }) => {
    expect(outputOf(fakeStream({ isTTY: true }), { TERM: "dumb" }).canErase).toBe(false);
  });

  it.for([
    { columns: 40, rows: 10, size: [40, 10] },
    { columns: 0, rows: 0, size: [80, 24] },
  ])("takes $size from a terminal that says $columns x $rows", ({ size, ...row }, { expect }) => {
    const output = outputOf(fakeStream({ isTTY: true, ...row }), { TERM: "xterm" });

    expect([output.columns(), output.rows()]).toEqual(size);
  });
});

/** A stream of Node without a terminal behind it: what counts is how Node judges the environment. */
function fakeStream(properties: {
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly rows?: number;
}) {
  const stream: WriteStream = Object.create(WriteStream.prototype, {
    isTTY: { value: properties.isTTY },
    columns: { value: properties.columns },
    rows: { value: properties.rows },
  });
  return stream;
}
