import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import { manualClock } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished, vi } from "vitest";

import { createRecorder, type RecorderParts } from "./create-recorder.ts";
import { systemClock } from "./io/system-clock.ts";

const TARGET = { provider: "openai", model: "gpt-4.1" };
const CHAT = { ...TARGET, sentBytes: 12, recvBytes: 34 };
const LIFETIMES = ["command", "server"] as const;

describe.for(LIFETIMES)("createRecorder for a %s", (lifetime) => {
  it("counts a Chat, then logs it and shows it with everybody's", async ({ expect }) => {
    const { recorder, store, lines, shown } = await open({ lifetime });
    await store.update("other", "n", 1, 1);

    recorder.record(CHAT);
    await recorder.settled();

    expect((await store.snapshot()).global).toEqual({ reqs: 2, sent: 13, recv: 35 });
    expect(lines).toEqual([
      expect.stringMatching(/^llm stats reqs=1 avg_sent=12 avg_recv=34 .*Σ reqs=2 /u),
    ]);
    expect(shown.at(-1)).toMatch(/^Σ@1h reqs=2 .*openai:gpt-4\.1 reqs=1/u);
  });

  it("counts what is known of a Chat: tokens, the program, who charges and how much", async ({
    expect,
  }) => {
    const { recorder, store } = await open({ lifetime });

    recorder.record({
      ...CHAT,
      tokens: { input: 7, output: 3 },
      vendor: "openrouter",
      costUsd: 0.5,
    });
    await recorder.settled();

    const known = { program: "hexai", vendor: "openrouter", costUsd: 0.5 };
    expect((await store.snapshot()).groups).toEqual([
      expect.objectContaining({ ...known, tokens: expect.objectContaining({ input: 7, reqs: 1 }) }),
    ]);
  });

  it("gives the view that holds every Chat so far", async ({ expect }) => {
    const { recorder } = await open({ lifetime });

    recorder.during(TARGET, Promise.resolve());
    recorder.record(CHAT);
    const snapshot = await recorder.snapshot();

    expect(snapshot?.global).toEqual({ reqs: 1, sent: 12, recv: 34 });
  });

  it("counts and logs nothing for a Chat that failed, and takes its hourglass away", async ({
    expect,
  }) => {
    const { recorder, store, shown, lines } = await open({ lifetime });
    const chat = withResolvers();

    recorder.during(TARGET, chat.promise);
    await vi.waitFor(() => expect(shown).toEqual([expect.stringMatching(/^⏳ Σ@1h reqs=0 /u)]));
    chat.reject(new Error("refused"));
    await recorder.settled();

    expect((await store.snapshot()).global.reqs).toBe(0);
    expect(shown.slice(1)).toEqual([expect.stringMatching(/^Σ@1h reqs=0 /u)]);
    expect(lines).toEqual([]);
  });

  it("never lets the hourglass come after the end", async ({ expect }) => {
    const { recorder, shown } = await open({ lifetime });

    recorder.during(TARGET, Promise.reject(new Error("refused")));
    await recorder.settled();

    expect(shown.at(-1)).not.toContain("⏳");
  });

  it("shows who answered, also when another one was asked first", async ({ expect }) => {
    const { recorder, shown } = await open({ lifetime });

    recorder.during(TARGET, Promise.resolve());
    recorder.record({ ...CHAT, model: "second" });
    await recorder.settled();

    expect(shown.at(-1)).toContain("openai:second reqs=1");
  });

  it("keeps the hourglass until the last of several Chats has ended", async ({ expect }) => {
    const { recorder, shown } = await open({ lifetime });
    const chats = [withResolvers(), withResolvers()];
    chats.forEach(({ promise }) => recorder.during(TARGET, promise));
    await vi.waitFor(() => expect(shown).toHaveLength(1));

    chats[0]?.reject(new Error("refused"));
    await vi.waitFor(() => expect(shown).toHaveLength(2));
    chats[1]?.resolve();
    await recorder.settled();

    expect(shown.map((text) => text.includes("⏳"))).toEqual([true, true, false]);
  });

  it("counts nothing when the user does not want it, and still shows what others did", async ({
    expect,
  }) => {
    const settings = { enabled: false, window_minutes: 30 };
    const { recorder, store, shown } = await open({ lifetime, settings: () => settings });
    await store.update("ollama", "m", 1, 2);

    recorder.record(CHAT);

    await expect(recorder.snapshot()).resolves.toMatchObject({ global: { reqs: 1, sent: 1 } });
    expect(shown.at(-1)).toMatch(/^Σ@30m reqs=1 /u);
  });

  it("tells failures in one line, and goes on", async ({ expect }) => {
    const { recorder, dir, failures, shown } = await open({ lifetime });
    await writeFile(dir, "a file where the directory should be");
    const chat = withResolvers();

    recorder.during(TARGET, chat.promise);
    await vi.waitFor(() => expect(shown).toEqual(["LLM:openai:gpt-4.1 ⏳"]));
    recorder.record(CHAT);
    recorder.record(CHAT);
    chat.resolve();
    await recorder.settled();

    expect(failures).toEqual([expect.stringMatching(/^stats: the statistics cannot be /u)]);
    await expect(recorder.snapshot()).resolves.toBeUndefined();
    await expect(recorder.summary()).rejects.toMatchObject({ name: "StatsError" });
  });

  it("mutes failures for five minutes, and then says how many there were", async ({ expect }) => {
    const clock = manualClock();
    const { recorder, dir, failures } = await open({ lifetime, clock });
    await writeFile(dir, "a file where the directory should be");
    for (const minutes of [0, 4, 1]) {
      clock.advance(minutes * 60_000);
      recorder.record(CHAT);
      await recorder.settled();
    }

    expect(failures).toHaveLength(2);
    expect(failures[1]).toMatch(/\(\d+ more since the last notice\)$/u);
  });

  it("tells that damaged statistics were set aside, and counts", async ({ expect }) => {
    const { recorder, store, dir, failures } = await open({ lifetime });
    await mkdir(dir);
    await writeFile(store.path() ?? "", "damaged");

    recorder.record(CHAT);
    await recorder.settled();

    expect((await store.snapshot()).global.reqs).toBe(1);
    expect(failures).toEqual([
      expect.stringMatching(/^stats: the statistics were damaged .* \.bak: .*stats\.json$/u),
    ]);
  });

  it("counts every Chat once, in any order of events", async ({ expect }) => {
    const event = fc.constantFrom("begin", "end", "record", "time", "turn", "settle");

    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const stats = slowStats();
        const clock = manualClock();
        const { recorder, shown } = openWith({ lifetime, stats, clock });
        const chats: ReturnType<typeof withResolvers>[] = [];
        for (const one of events) {
          switch (one) {
            case "begin":
              chats.push(withResolvers());
              recorder.during(CHAT, chats.at(-1)?.promise ?? Promise.resolve());
              break;
            case "end":
              chats.shift()?.resolve();
              break;
            case "record":
              recorder.record(CHAT);
              break;
            case "time":
              clock.advance(200);
              break;
            case "turn":
              await new Promise(setImmediate);
              break;
            case "settle":
              void recorder.settled();
              break;
          }
        }
        chats.forEach(({ resolve }) => resolve());
        await recorder.settled();

        expect(stats.updates()).toBe(events.filter((one) => one === "record").length);
        expect(shown.at(-1) ?? "").not.toContain("⏳");
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it("sums up when asked, with the Σ first", async ({ expect }) => {
    const { recorder, store } = await open({ lifetime });
    await store.update("other", "n", 1200, 34);
    recorder.record(CHAT);
    await recorder.settled();

    await expect(recorder.summary()).resolves.toMatch(
      /^Σ@1h reqs=2 rpm=0\.\d+ ↑1\.2kB ↓\d+B \| here reqs=1$/u,
    );
  });

  it("shows tokens and cost where that is wanted, and prices nothing where it is not", async ({
    expect,
  }) => {
    const show = ["requests", "tokens", "cost"];
    const priced: unknown[] = [];
    const price = async (requests: readonly unknown[]) => {
      priced.push(requests);
      return { usd: 0.12, reqs: 1 };
    };
    const shownIn = async (settings: object) => {
      const all = { enabled: true, window_minutes: 60, ...settings };
      const { recorder, shown, lines } = await open({ lifetime, price, settings: () => all });
      recorder.record({ ...CHAT, tokens: { input: 41_000, output: 12_000 } });
      await recorder.settled();
      return [shown.at(-1), lines.at(-1), await recorder.summary()];
    };

    const plain = await shownIn({});
    expect(plain.join(" ")).not.toMatch(/41k|\$/u);
    expect(priced).toEqual([]);
    const [status, line, summary] = await shownIn({ show });
    expect(status).toContain("↓34B 41k/12k $0.12 | openai");
    expect(line).toMatch(/recv_total=34 tokens=41k\/12k cost=\$0\.12$/u);
    expect(summary).toBe("Σ@1h reqs=1 rpm=0.0 ↑12B ↓34B 41k/12k $0.12 | here reqs=1");
  });

  it.for([
    { budget: 0.2, note: undefined, style: "Σ" },
    { budget: 0.15, note: "budget 80% ($0.12 of $0.15)", style: "#[fg=black,bg=yellow]Σ" },
    { budget: 0.1, note: "budget 120% ($0.12 of $0.10)", style: "#[fg=white,bg=red]Σ" },
  ])(
    "says how much of a budget of $budget is used",
    async ({ budget, note, style }, { expect }) => {
      const settings = { enabled: true, window_minutes: 60, budget_usd: budget };
      const { recorder, shown, store } = await open({
        lifetime,
        price: twelveCents,
        settings: () => settings,
      });

      recorder.record(CHAT);
      await recorder.settled();

      expect(shown.at(-1)?.startsWith(style)).toBe(true);
      expect((await recorder.figuresOf(await store.snapshot())).budgetNote).toBe(note);
      expect(
        (await recorder.summary()).endsWith(note === undefined ? "here reqs=1" : ` | ${note}`),
      ).toBe(true);
    },
  );

  it("says of how many requests the cost is not known", async ({ expect }) => {
    const settings = { enabled: true, window_minutes: 60, budget_usd: 0.1 };
    const { recorder, store } = await open({
      lifetime,
      price: twelveCents,
      settings: () => settings,
    });
    recorder.record(CHAT);
    recorder.record(CHAT);
    await recorder.settled();

    expect((await recorder.figuresOf(await store.snapshot())).budgetNote).toBe(
      "budget 120% (≥ $0.12 of $0.10, cost of 1 of 2 requests unknown)",
    );
  });

  it("does without tmux", async ({ expect }) => {
    const { recorder, store, lines } = await open({ lifetime, statusLine: undefined });

    recorder.during(TARGET, Promise.resolve());
    recorder.record(CHAT);
    await recorder.settled();

    expect(lines).toHaveLength(1);
    expect((await store.snapshot()).global.reqs).toBe(1);
  });
});

describe("createRecorder", () => {
  it("lets a command tell its failures when it settles, so that no line comes into the middle of an answer", async ({
    expect,
  }) => {
    const { recorder, dir, failures, store, shown } = await open({ lifetime: "command" });
    await writeFile(dir, "a file where the directory should be");
    recorder.during(TARGET, Promise.resolve());
    recorder.record(CHAT);
    await vi.waitFor(() => expect(shown).not.toEqual([]));
    await store.update("p", "m", 1, 2).catch(() => undefined); // as long as an update takes
    expect(failures).toEqual([]);

    await recorder.snapshot();

    expect(failures).toHaveLength(1);
  });

  it("clears the status of a command whose statistics fail, and lets a server show its own", async ({
    expect,
  }) => {
    const last = await Promise.all(
      LIFETIMES.map(async (lifetime) => {
        const { recorder, dir, shown } = await open({ lifetime });
        await writeFile(dir, "a file where the directory should be");
        recorder.record(CHAT);
        await recorder.settled();
        return shown.at(-1);
      }),
    );

    expect(last).toEqual(["", expect.stringMatching(/^LLM:openai:gpt-4\.1 ↑12B ↓34B /u)]);
  });

  it("lets a bug through to whoever awaits a command", async ({ expect }) => {
    const stats = { ...slowStats(), snapshot: () => Promise.reject(new TypeError("a bug")) };
    const { recorder } = openWith({ lifetime: "command", stats });

    await expect(recorder.snapshot()).rejects.toThrow(TypeError);
  });

  it("lets a server do nothing before the reply is gone, and then everything at once", async ({
    expect,
  }) => {
    const clock = manualClock();
    const { recorder, store, shown, lines } = await open({ lifetime: "server", clock });
    recorder.during(CHAT, Promise.resolve());
    recorder.record(CHAT);
    recorder.record(CHAT);
    clock.advance(199);
    await new Promise(setImmediate);
    expect((await store.snapshot()).global.reqs).toBe(0);

    clock.advance(1);

    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect((await store.snapshot()).global.reqs).toBe(2);
    expect(shown).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  it("lets a server show the view that it has, unless that is old", async ({ expect }) => {
    const clock = manualClock();
    const { recorder, store, shown } = await open({ lifetime: "server", clock });
    recorder.record(CHAT);
    await recorder.settled();
    await store.update("other", "n", 1, 1);
    recorder.during(CHAT, Promise.resolve());
    await recorder.settled();
    expect(shown.at(-1)).toContain("Σ@1h reqs=1 ");

    clock.advance(10_000);
    recorder.during(CHAT, Promise.resolve());
    await recorder.settled();

    expect(shown.at(-1)).toContain("Σ@1h reqs=2 ");
  });

  it("flushes tmux when it settles, because a command is gone after that", async ({ expect }) => {
    const { recorder, flushedAfter, shown } = await open({ lifetime: "command" });

    recorder.record(CHAT);
    await recorder.snapshot();
    expect(flushedAfter).toEqual([]);
    await recorder.settled();

    expect(flushedAfter).toEqual([shown.length]);
  });
});

async function twelveCents() {
  return { usd: 0.12, reqs: 1 };
}

async function open(parts: Partial<RecorderParts>) {
  const parent = await mkdtemp(join(tmpdir(), "hexai-usage-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const dir = join(parent, "hexai");
  const store = createStore({ dir });
  return { ...openWith({ stats: store, ...parts }), store, dir };
}

function openWith(parts: Partial<RecorderParts> & Pick<RecorderParts, "stats">) {
  const shown: string[] = [];
  const flushedAfter: number[] = [];
  const failures: string[] = [];
  const lines: string[] = [];
  const recorder = createRecorder({
    program: "hexai",
    settings: () => ({ enabled: true, window_minutes: 60 }),
    lifetime: "command",
    statusLine: {
      options: {},
      set: (text) => shown.push(text),
      flush: async () => void flushedAfter.push(shown.length),
    },
    onFailure: (line) => failures.push(line),
    onLine: (line) => lines.push(line),
    price: async () => ({ usd: undefined, reqs: 0 }),
    clock: systemClock,
    ...parts,
  });
  return { recorder, shown, flushedAfter, failures, lines };
}

/** A store that takes a turn of the event loop for each update, and only counts them. */
function slowStats(): RecorderParts["stats"] & { readonly updates: () => number } {
  let updates = 0;
  return {
    updates: () => updates,
    setWindow: () => undefined,
    async update() {
      await new Promise(setImmediate);
      updates += 1;
    },
    snapshot: async () => ({
      global: { reqs: updates, sent: 0, recv: 0 },
      providers: new Map(),
      groups: [],
      rpm: 0,
      windowSeconds: 3600,
    }),
  };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  const settle = new EventTarget();
  let error: unknown;
  const promise = new Promise<void>((resolve, reject) => {
    settle.addEventListener("resolve", () => resolve());
    settle.addEventListener("reject", () => reject(error));
  });
  return {
    promise,
    resolve: () => void settle.dispatchEvent(new Event("resolve")),
    reject(reason: Error) {
      error = reason;
      settle.dispatchEvent(new Event("reject"));
    },
  };
}
