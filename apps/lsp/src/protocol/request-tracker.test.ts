import { manualClock } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";

import {
  createRequestTracker,
  type TrackedRequest,
  type RequestOutcome,
} from "./request-tracker.ts";

describe("createRequestTracker", () => {
  it("answers with what the work gives", async ({ expect }) => {
    const { run } = trackerWith();

    await expect(run({}, () => Promise.resolve(1))).resolves.toEqual({
      type: "answered",
      value: 1,
    });
  });

  it("rejects when the work does", async ({ expect }) => {
    const { run, clock } = trackerWith();

    await expect(run({}, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
    expect(clock.pending()).toBe(0);
  });

  it("lets a newer request of the same kind take the place of an older one", async ({ expect }) => {
    const { run } = trackerWith();
    const work = hanging();
    const older = run({}, work.run);
    void run({ kind: "other" }, hanging().run);
    void run({ uri: "file:///other" }, hanging().run);
    expect(work.signal()?.aborted).toBe(false);

    void run({}, hanging().run);

    await expect(older).resolves.toEqual({ type: "superseded" });
    expect(work.signal()?.aborted).toBe(true);
  });

  it("ends a request whose time is over, and lets its work go on", async ({ expect }) => {
    const { run, clock } = trackerWith();
    const work = hanging();
    const late = run({ budgetMs: 300 }, work.run);

    clock.advance(300);

    await expect(late).resolves.toEqual({ type: "late" });
    expect(work.signal()?.aborted).toBe(false);
  });

  it("ends a request that is not wanted after a change", async ({ expect }) => {
    const { run, tracker } = trackerWith();
    const diverged = run({ isStillWanted: () => false }, hanging().run);
    const other = run({ uri: "file:///other", isStillWanted: () => false }, hanging().run);
    tracker.documentChanged("file:///a");

    await expect(diverged).resolves.toEqual({ type: "diverged" });
    tracker.documentClosed("file:///other");
    await expect(other).resolves.toEqual({ type: "closed" });
  });

  it("ends everything when it stops, and whatever comes after", async ({ expect }) => {
    const { run, tracker, clock } = trackerWith();
    const before = run({}, hanging().run);
    tracker.stop();
    const after = run({}, () => Promise.resolve(1));

    await expect(Promise.all([before, after])).resolves.toEqual([
      { type: "stopping" },
      { type: "stopping" },
    ]);
    expect(clock.pending()).toBe(0);
  });

  it("ends a request that the client cancels, even before it has begun", async ({ expect }) => {
    const { run } = trackerWith();
    const source = new CancellationTokenSource();
    const work = hanging();
    const running = run({ token: source.token }, work.run);
    source.cancel();
    const never = hanging();
    const begun = run({ token: source.token }, never.run);

    await expect(running).resolves.toEqual({ type: "cancelled" });
    await expect(begun).resolves.toEqual({ type: "cancelled" });
    expect(work.signal()?.aborted).toBe(true);
    expect(never.signal()).toBeUndefined();
  });

  it("ends every request once, whatever happens in whatever order, and leaves no timer", async ({
    expect,
  }) => {
    const uri = fc.constantFrom("file:///a", "file:///b");
    const which = fc.nat(9);
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.record({ type: fc.constant("request" as const), uri }) },
      fc.record({ type: fc.constant("change" as const), uri }),
      fc.record({ type: fc.constant("close" as const), uri }),
      fc.record({ type: fc.constant("cancel" as const), which }),
      fc.record({ type: fc.constant("answer" as const), which }),
      fc.record({ type: fc.constant("time" as const), ms: fc.nat(400) }),
      { weight: 1, arbitrary: fc.record({ type: fc.constant("stop" as const) }) },
    );

    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const { run, tracker, clock } = trackerWith();
        const ends: RequestOutcome<number>[][] = [];
        const sources: CancellationTokenSource[] = [];
        const works: ReturnType<typeof hanging>[] = [];
        for (const one of events) {
          switch (one.type) {
            case "request": {
              const source = new CancellationTokenSource();
              const work = hanging();
              const own: RequestOutcome<number>[] = [];
              sources.push(source);
              works.push(work);
              ends.push(own);
              const isStillWanted = (): boolean => works.length % 2 === 0;
              void run({ uri: one.uri, token: source.token, isStillWanted }, work.run).then(
                (outcome) => own.push(outcome),
              );
              break;
            }
            case "change":
              tracker.documentChanged(one.uri);
              break;
            case "close":
              tracker.documentClosed(one.uri);
              break;
            case "cancel":
              sources[one.which]?.cancel();
              break;
            case "answer":
              works[one.which]?.answer(one.which);
              break;
            case "time":
              clock.advance(one.ms);
              break;
            case "stop":
              tracker.stop();
              break;
          }
          await Promise.resolve();
        }
        clock.advance(1_000);
        await new Promise(setImmediate);

        expect(ends.map(({ length }) => length)).toEqual(ends.map(() => 1));
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

function trackerWith() {
  const clock = manualClock();
  const tracker = createRequestTracker(clock);
  return {
    clock,
    tracker,
    run: (overrides: Partial<TrackedRequest>, work: (signal: AbortSignal) => Promise<number>) => {
      const request = {
        uri: "file:///a",
        kind: "menu",
        budgetMs: 300,
        token: new CancellationTokenSource().token,
        isStillWanted: () => true,
      };
      return tracker.run({ ...request, ...overrides }, work);
    },
  };
}

/** Work that takes as long as the test wants. */
function hanging() {
  let given: AbortSignal | undefined;
  let settle: ((value: number) => void) | undefined;
  return {
    signal: () => given,
    answer: (value: number) => settle?.(value),
    run: (signal: AbortSignal) =>
      new Promise<number>((resolve) => {
        given = signal;
        settle = resolve;
      }),
  };
}
