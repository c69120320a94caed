import { Writable } from "node:stream";
import { WriteStream } from "node:tty";

import { describe, it, vi } from "vitest";

import { toOutput } from "./to-output.ts";

describe("toOutput", () => {
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
    expect(toOutput(fakeStream({ isTTY: true }), env).isColorful).toBe(isColorful);
  });

  it("never decorates a pipe", ({ expect }) => {
    const output = toOutput(fakeStream({ isTTY: false }), { TERM: "xterm", FORCE_COLOR: "1" });

    expect(output).toMatchObject({ isTerminal: false, isColorful: false, canErase: false });
    expect(output.columns()).toBe(80);
  });

  it("erases nothing on a dumb terminal", ({ expect }) => {
    expect(toOutput(fakeStream({ isTTY: true }), { TERM: "dumb" }).canErase).toBe(false);
  });

  it.for([
    { columns: 40, rows: 10, size: [40, 10] },
    { columns: 0, rows: 0, size: [80, 24] },
  ])("takes $size from a terminal that says $columns x $rows", ({ size, ...row }, { expect }) => {
    const output = toOutput(fakeStream({ isTTY: true, ...row }), { TERM: "xterm" });

    expect([output.columns(), output.rows()]).toEqual(size);
  });

  it("is drained when nothing is written, and when what was written is taken", async ({
    expect,
  }) => {
    const { output, take, never } = unread();

    await output.drained(never);
    output.write("x".repeat(FULL));
    const events: string[] = [];
    const waits = [output.drained(never), output.drained(never)].map((drained) =>
      drained.then(() => events.push("drained")),
    );
    events.push("full");
    take();
    await Promise.all(waits);

    expect(events).toEqual(["full", "drained", "drained"]);
  });

  it("is full again after it was drained", async ({ expect }) => {
    const { output, take, never } = unread();
    const onDrained = vi.fn<() => void>();

    output.write("x".repeat(FULL));
    const first = output.drained(never);
    take();
    await first;
    output.write("x".repeat(FULL));
    const second = output.drained(never).then(onDrained);
    await new Promise((resolve) => setImmediate(resolve));
    const early = onDrained.mock.calls.length;
    take();
    await second;

    expect(early).toBe(0);
  });

  it.for([
    { why: "the signal aborts", end: ({ stop }: Unread) => stop() },
    { why: "nobody will ever read", end: ({ fail }: Unread) => fail(new Error("EPIPE")) },
  ])("waits no longer when $why", async ({ end }, { expect }) => {
    const all = unread();
    all.output.write("x".repeat(FULL));

    const drained = all.output.drained(all.signal);
    end(all);

    await expect(drained).resolves.toBeUndefined();
  });
});

/** As much as a stream takes without asking for a pause. */
const FULL = 100;

type Unread = ReturnType<typeof unread>;

/** An output whose reader takes a piece only when it is told to. */
function unread() {
  let done: ((error?: Error) => void) | undefined;
  const stream = Object.assign(
    new Writable({
      highWaterMark: FULL,
      write(_, __, callback) {
        done = callback;
      },
    }),
    { isTTY: false, columns: 80, rows: 24, getColorDepth: () => 1 },
  );
  stream.on("error", () => undefined);
  const stopping = new AbortController();
  return {
    output: toOutput(stream, {}),
    never: new AbortController().signal,
    signal: stopping.signal,
    stop: () => stopping.abort(),
    take: () => done?.(),
    fail: (error: Error) => done?.(error),
  };
}

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
