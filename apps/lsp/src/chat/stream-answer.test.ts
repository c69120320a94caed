import { ChatError } from "@hexai/chat";
import { manualClock } from "@hexai/testing";
import { describe, it } from "vitest";

import { streamAnswer } from "./stream-answer.ts";
import type { StreamedEdit, WriteResult } from "./streamed-edit.ts";

const STYLE = { prefix: "> ", eol: "\n" } as const;

describe("streamAnswer", () => {
  it("writes at most every 220 ms, and then all that has arrived", async ({ expect }) => {
    const { clock, written, say, end, answered } = streaming();
    say("a");
    await settled();
    say("b");
    say("c");
    clock.advance(219);
    await settled();
    const early = [...written];
    clock.advance(1);
    await settled();
    end();

    await expect(answered).resolves.toEqual({ type: "written" });
    expect(early).toEqual(["> a"]);
    expect(written).toEqual(["> a", "bc"]);
  });

  it("does not let the end of an answer wait", async ({ expect }) => {
    const { written, say, end, answered } = streaming();
    say("a");
    await settled();
    say("b");
    end();

    await expect(answered).resolves.toEqual({ type: "written" });
    expect(written).toEqual(["> a", "b"]);
  });

  it("writes once, at the end, when it must not stream", async ({ expect }) => {
    const { written, say, end, answered } = streaming({ streams: false });
    say("a\n");
    await settled();
    say("b");
    await settled();
    expect(written).toEqual([]);
    end();

    await answered;
    expect(written).toEqual(["> a\n> b"]);
  });

  it("writes the whole answer, which may be less than what has arrived, when it must not stream", async ({
    expect,
  }) => {
    const { written, say, end, answered } = streaming({ streams: false });
    say("Hm\n</think>\na");
    end("a");

    await answered;
    expect(written).toEqual(["> a"]);
  });

  it("writes what has arrived before it fails", async ({ expect }) => {
    const { written, say, fail, answered } = streaming({ streams: false });
    say("a");
    fail(new ChatError("incomplete", "cut off"));

    await expect(answered).rejects.toThrow("cut off");
    expect(written).toEqual(["> a"]);
  });

  it("writes nothing for nothing", async ({ expect }) => {
    const { written, say, end, answered } = streaming();
    say(" \n");
    end();

    await expect(answered).resolves.toEqual({ type: "written" });
    expect(written).toEqual([]);
  });

  it("ends the request when nothing more can be written", async ({ expect }) => {
    const { say, signal, answered } = streaming({ result: { type: "removed", message: "gone" } });
    say("a");

    await expect(answered).resolves.toEqual({ type: "removed", message: "gone" });
    expect(signal().aborted).toBe(true);
  });

  it("leaves no timer behind that comes again", async ({ expect }) => {
    const { clock, say, end, answered } = streaming();
    say("a");
    await settled();
    end();
    await answered;

    clock.advance(220);

    expect(clock.pending()).toBe(0);
  });
});

interface StreamingSetup {
  readonly streams?: boolean;
  readonly result?: WriteResult;
}

function streaming({ streams = true, result = { type: "written" } }: StreamingSetup = {}) {
  const clock = manualClock();
  const written: string[] = [];
  const edit: StreamedEdit = {
    removed: new AbortController().signal,
    removedMessage: () => undefined,
    write: (addition) => {
      written.push(addition);
      return Promise.resolve(result);
    },
    dispose: () => undefined,
  };
  const model: {
    signal?: AbortSignal;
    say?: (text: string) => void;
    end?: (text: string) => void;
  } = {};
  const failing: { fail?: (error: Error) => void } = {};
  const answered = streamAnswer({ edit, style: STYLE, streams, clock }, (signal, onDelta) => {
    model.signal = signal;
    model.say = onDelta;
    return new Promise((resolve, reject) => {
      model.end = resolve;
      failing.fail = reject;
      signal.addEventListener("abort", () => reject(new ChatError("aborted", "cancelled")));
    });
  });
  answered.catch(() => undefined); // asserted later
  return {
    clock,
    written,
    answered,
    say: (text: string) => model.say?.(text),
    end: (whole = "") => model.end?.(whole),
    fail: (error: Error) => failing.fail?.(error),
    signal: () => model.signal ?? AbortSignal.abort(),
  };
}

/** Lets everything happen that waits for nothing but its turn. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
