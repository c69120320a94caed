import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createStore, type Store } from "@hexai/stats";
import * as fc from "fast-check";
import { describe, it, onTestFinished, vi } from "vitest";

import { fakeLog } from "../testing/fake-log.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { createUsageRecorder } from "./record-usage.ts";

const CHAT = { provider: "openai", model: "m", sentBytes: 10, recvBytes: 4 };

describe("createUsageRecorder", () => {
  it("counts a Chat, then logs it and shows it with everybody's", async ({ expect }) => {
    const { usage, stats, log, shown } = await recorder();
    await stats.update("other", "n", 1, 1);

    usage.record(CHAT);
    await usage.settled();

    expect((await stats.snapshot()).global).toEqual({ reqs: 2, sent: 11, recv: 5 });
    expect(log.entries).toHaveLength(1);
    expect(log.entries[0]).toMatch(/^info: llm stats reqs=1 avg_sent=10 avg_recv=4 .*Σ reqs=2 /);
    expect(shown.at(-1)).toContain("Σ@1h reqs=2");
  });

  it("shows the hourglass until every Chat has ended, however it did", async ({ expect }) => {
    const { usage, shown, clock } = await recorder();
    const one = new AbortController();
    const other = new AbortController();
    usage.during(CHAT, failureAt(one.signal));
    usage.during(CHAT, failureAt(other.signal));
    for (const ending of [undefined, one, other]) {
      ending?.abort();
      await new Promise(setImmediate);
      clock.advance(200);
      await vi.waitFor(() =>
        expect(shown).toHaveLength([undefined, one, other].indexOf(ending) + 1),
      );
    }

    expect(shown.map((text) => text.includes("⏳"))).toEqual([true, true, false]);
    expect(shown.at(-1)).toContain("openai:m");
  });

  it("does nothing before the reply is gone, and then everything at once", async ({ expect }) => {
    const { usage, stats, clock, shown, log } = await recorder();
    usage.during(CHAT, Promise.resolve());
    usage.record(CHAT);
    usage.record(CHAT);
    clock.advance(199);
    await new Promise(setImmediate);
    expect((await stats.snapshot()).global.reqs).toBe(0);

    clock.advance(1);

    await vi.waitFor(() => expect(shown).toHaveLength(1));
    expect((await stats.snapshot()).global.reqs).toBe(2);
    expect(log.entries).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it("shows the view that it has, unless that is old", async ({ expect }) => {
    const { usage, stats, clock, shown } = await recorder();
    usage.record(CHAT);
    await usage.settled();
    await stats.update("other", "n", 1, 1);
    usage.during(CHAT, Promise.resolve());
    await usage.settled();
    expect(shown.at(-1)).toContain("Σ@1h reqs=1 ");

    clock.advance(10_000);
    usage.during(CHAT, Promise.resolve());
    await usage.settled();

    expect(shown.at(-1)).toContain("Σ@1h reqs=2 ");
  });

  it("counts nothing when the user does not want it, and still shows what others did", async ({
    expect,
  }) => {
    const { usage, stats, shown } = await recorder({ isCounting: () => false });
    await stats.update("other", "n", 1, 1);

    usage.record(CHAT);
    await usage.settled();

    expect((await stats.snapshot()).global.reqs).toBe(1);
    expect(shown.at(-1)).toContain("reqs=1");
  });

  it("tells a failure once and shows what it knows itself", async ({ expect }) => {
    const { usage, dir, log, shown } = await recorder();
    await rm(dir, { recursive: true });
    await writeFile(dir, "no directory");

    usage.during(CHAT, Promise.resolve());
    usage.record(CHAT);
    usage.record(CHAT);
    await usage.settled();

    expect(log.entries.filter((entry) => entry.startsWith("info: stats:"))).toHaveLength(1);
    expect(shown.at(-1)).toContain("openai:m");
    await expect(usage.summary()).rejects.toMatchObject({ name: "StatsError" });
  });

  it("tells that damaged statistics were set aside, once", async ({ expect }) => {
    const { usage, stats, log } = await recorder();
    for (const text of ["damaged", "again"]) {
      await writeFile(stats.path() ?? "", text);
      usage.record(CHAT);
      await usage.settled();
    }

    expect(log.entries.filter((entry) => entry.startsWith("info: stats:"))).toEqual([
      expect.stringContaining("were damaged"),
    ]);
  });

  it("counts every Chat once, in any order of events", async ({ expect }) => {
    const event = fc.constantFrom("begin", "end", "record", "time", "turn", "settle");

    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const stats = slowStats();
        const { usage, clock } = recorderWith(stats);
        const ends: (() => void)[] = [];
        for (const one of events) {
          switch (one) {
            case "begin":
              usage.during(CHAT, new Promise<void>((resolve) => ends.push(resolve)));
              break;
            case "end":
              ends.shift()?.();
              break;
            case "record":
              usage.record(CHAT);
              break;
            case "time":
              clock.advance(200);
              break;
            case "turn":
              await new Promise(setImmediate);
              break;
            case "settle":
              void usage.settled();
              break;
          }
        }
        ends.forEach((end) => end());
        await usage.settled();

        expect(stats.updates()).toBe(events.filter((one) => one === "record").length);
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("sums up when asked, with the Σ first", async ({ expect }) => {
    const { usage, stats } = await recorder();
    await stats.update("other", "n", 1200, 34);
    usage.record(CHAT);
    await usage.settled();

    await expect(usage.summary()).resolves.toMatch(
      /^Σ@1h reqs=2 rpm=0\.\d+ ↑1\.2kB ↓\d+B \| here reqs=1$/,
    );
  });
});

function failureAt(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("failed")));
  });
}

/** A store that takes a turn of the event loop for each update, and only counts them. */
function slowStats(): Pick<Store, "update" | "snapshot"> & { readonly updates: () => number } {
  let updates = 0;
  return {
    updates: () => updates,
    async update() {
      await new Promise(setImmediate);
      updates += 1;
    },
    snapshot: async () => ({
      global: { reqs: updates, sent: 0, recv: 0 },
      providers: new Map(),
      rpm: 0,
      windowSeconds: 3600,
    }),
  };
}

async function recorder({ isCounting = () => true }: { isCounting?: () => boolean } = {}) {
  const dir = await mkdtemp(join(tmpdir(), "hexai-usage-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const stats = createStore({ dir });
  return { ...recorderWith(stats, isCounting), stats, dir };
}

function recorderWith(stats: Pick<Store, "update" | "snapshot">, isCounting = () => true) {
  const log = fakeLog();
  const clock = manualClock();
  const shown: string[] = [];
  const tmux = { set: (text: string) => shown.push(text), flush: () => Promise.resolve() };
  const usage = createUsageRecorder({ stats, isCounting, tmux, statusOptions: {}, log, clock });
  return { usage, log, shown, clock };
}
