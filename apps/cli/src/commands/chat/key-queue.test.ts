import { describe, it } from "vitest";

import { createKeyQueue, type KeyEvent } from "./key-queue.ts";

const PLAIN = { ctrl: false, meta: false, shift: false };
const A = { ...PLAIN, sequence: "a", name: "a", text: "a" };
const B = { ...PLAIN, sequence: "b", name: "b", text: "b" };
const INTERRUPT = { ...PLAIN, sequence: "\u0003", name: "c", ctrl: true };
const PASTED = { ...PLAIN, sequence: "", paste: "\u0003" };

describe("createKeyQueue", () => {
  it("keeps what comes until somebody listens, and what comes after one has had enough", ({
    expect,
  }) => {
    const keys = createKeyQueue();
    const [first, second]: KeyEvent[][] = [[], []];
    keys.push(A);
    keys.push(B);

    keys.listen((event) => {
      first?.push(event);
      keys.stopListening();
    });
    keys.listen((event) => second?.push(event));
    keys.push(A);

    expect(first).toEqual([A]);
    expect(second).toEqual([B, A]);
  });

  it("tells who waits for it of Ctrl-C at once, but not of one in a paste", ({ expect }) => {
    const keys = createKeyQueue();
    const seen: KeyEvent[] = [];
    let interrupts = 0;
    const release = keys.catchInterrupts(() => (interrupts += 1));
    keys.push(A);
    keys.push(INTERRUPT);
    keys.push(PASTED);
    release();
    keys.push(INTERRUPT);

    keys.listen((event) => seen.push(event));

    expect(interrupts).toBe(1);
    expect(seen).toEqual([A, PASTED, INTERRUPT]);
  });

  it("forgets a change of size that nobody looked at", ({ expect }) => {
    const keys = createKeyQueue();
    const seen: KeyEvent[] = [];
    keys.push("resize");
    keys.push("end");

    keys.listen((event) => seen.push(event));
    keys.push("resize");

    expect(seen).toEqual(["end", "resize"]);
  });
});
