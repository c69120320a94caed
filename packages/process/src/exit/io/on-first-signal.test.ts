import process from "node:process";
import { setImmediate as nextTurn } from "node:timers/promises";

import { describe, it, onTestFinished, vi } from "vitest";

import { onFirstSignal } from "./on-first-signal.ts";

describe("onFirstSignal", () => {
  it("hears one signal, and is there until all others have heard it too", async ({ expect }) => {
    const run = vi.fn<() => void>();
    const listener = onFirstSignal("SIGUSR2", run);
    const listenersThen: number[] = [];
    const other = (): unknown => listenersThen.push(process.listenerCount("SIGUSR2"));
    process.on("SIGUSR2", other);
    onTestFinished(() => {
      process.off("SIGUSR2", other);
      process.off("SIGUSR2", listener);
    });

    process.emit("SIGUSR2");
    await nextTurn();
    process.emit("SIGUSR2");

    expect(run).toHaveBeenCalledTimes(1);
    expect(listenersThen).toEqual([2, 1]);
  });
});
