import { displayWidth } from "@hexai/terminal/text";
import { describe, it, onTestFinished, vi } from "vitest";

import { fakeTerminal, type FakeTerminalOptions } from "../testing/fake-terminal.ts";
import { startWaiting } from "./waiting-indicator.ts";

const WHO = ["openai:gpt-4.1"];
const ERASE = "\r\u001b[K";

describe("startWaiting", () => {
  it("says who is asked and takes it back, once", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true });
    const waiting = startWaiting(terminal.err, WHO);
    const before = shown();

    waiting.stop();
    waiting.stop();

    expect(before).toBe(`${ERASE}⠋ openai:gpt-4.1`);
    expect(shown()).toBe(`${before}${ERASE}`);
  });

  it("moves while it waits, and never after", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true });
    const waiting = startWaiting(terminal.err, WHO);

    vi.advanceTimersToNextTimer();
    waiting.stop();
    const after = shown();
    vi.runAllTimers();

    expect(after).toBe(`${ERASE}⠋ openai:gpt-4.1${ERASE}⠙ openai:gpt-4.1${ERASE}`);
    expect(shown()).toBe(after);
  });

  it("keeps still where no colours are wanted", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true, isColorful: false });

    startWaiting(terminal.err, WHO);

    expect(shown()).toBe(`${ERASE}… openai:gpt-4.1`);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is a line of its own where nothing can be erased", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true, canErase: false });

    startWaiting(terminal.err, WHO).stop();

    expect(shown()).toBe("… openai:gpt-4.1\n");
  });

  it("is nothing to a pipe", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: false });

    startWaiting(terminal.err, WHO).stop();

    expect(shown()).toBe("");
  });

  it.for([1, 2, 12, 13, 40])("fits into %i columns", (columns, { expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true, columns });

    startWaiting(terminal.err, ["日本語:模型模型"]);

    expect(displayWidth(shown().slice(ERASE.length))).toBeLessThan(columns);
  });

  it("erases all of a line that a narrower window has wrapped", ({ expect }) => {
    let columns = 40;
    const { terminal, shown } = setUp({ isTerminal: true });
    const waiting = startWaiting({ ...terminal.err, columns: () => columns }, WHO);
    const before = shown();

    columns = 6;
    waiting.stop();

    expect(shown().slice(before.length)).toBe("\u001b[2A\r\u001b[J");
  });

  it("names everybody who is asked", ({ expect }) => {
    const { terminal, shown } = setUp({ isTerminal: true });

    startWaiting(terminal.err, ["a:b", "c:d"]);

    expect(shown()).toBe(`${ERASE}⠋ a:b, c:d`);
  });
});

function setUp(options: FakeTerminalOptions) {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const terminal = fakeTerminal(options);
  return { terminal, shown: () => terminal.written.err };
}
