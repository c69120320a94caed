import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createStore, type StatsError } from "@hexai/stats";
import { describe, it, onTestFinished, vi } from "vitest";

import { createUsageRecorder, type UsageSinks } from "./record-usage.ts";

const TARGET = { provider: "openai", model: "gpt-4.1" };
const CHAT = { ...TARGET, sentBytes: 12, recvBytes: 34 };

describe("createUsageRecorder", () => {
  it("counts a Chat once and gives the view that holds it", async ({ expect }) => {
    const { sinks, store } = await surroundings();
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    usage.record(CHAT);
    const snapshot = await usage.finish();

    expect(snapshot?.global).toEqual({ reqs: 1, sent: 12, recv: 34 });
    expect((await store.snapshot()).global.reqs).toBe(1);
  });

  it("counts nothing for a Chat that failed", async ({ expect }) => {
    const { sinks, store } = await surroundings();
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    await usage.abandon();

    expect((await store.snapshot()).global.reqs).toBe(0);
  });

  it("counts nothing when statistics are switched off, and still shows the view", async ({
    expect,
  }) => {
    const { sinks, store } = await surroundings({ enabled: false });
    await store.update("ollama", "m", 1, 2);
    const usage = createUsageRecorder(TARGET, sinks);

    usage.record(CHAT);

    await expect(usage.finish()).resolves.toMatchObject({ global: { reqs: 1, sent: 1, recv: 2 } });
  });

  it("shows an hourglass while a Chat is under way, and Σ after it", async ({ expect }) => {
    const { sinks, shown } = await surroundings();
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    await vi.waitFor(() => expect(shown).toEqual([expect.stringMatching(/^⏳ Σ@1h reqs=0 /u)]));
    usage.record(CHAT);
    await usage.finish();

    expect(shown.slice(1)).toEqual([
      expect.stringMatching(/^Σ@1h reqs=1 .*openai:gpt-4\.1 reqs=1/u),
    ]);
  });

  it("takes the hourglass away from a Chat that failed", async ({ expect }) => {
    const { sinks, shown } = await surroundings();
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    await usage.abandon();

    expect(shown.slice(1)).toEqual([expect.stringMatching(/^Σ@1h reqs=0 /u)]);
  });

  it("never lets the hourglass come after the end", async ({ expect }) => {
    const { sinks, shown } = await surroundings();
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    await usage.abandon();

    expect(shown.at(-1)).not.toContain("⏳");
  });

  it("goes on when the statistics are out of order", async ({ expect }) => {
    const { sinks, shown, failures } = await surroundings({ broken: true });
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    await vi.waitFor(() => expect(shown).toEqual(["LLM:openai:gpt-4.1 ⏳"]));
    usage.record(CHAT);
    await sinks.stats.update("p", "m", 1, 2).catch(() => undefined); // as long as an update takes
    expect(failures, "the answer is not over yet").toEqual([]);
    const snapshot = await usage.finish();

    expect(snapshot).toBeUndefined();
    expect(shown.at(-1)).toBe("");
    expect(failures.map(({ name }) => name)).toEqual(["StatsError", "StatsError", "StatsError"]);
  });

  it("tells that damaged statistics were set aside, and counts", async ({ expect }) => {
    const { sinks, store, failures } = await surroundings();
    await mkdir(store.cacheDir() ?? "");
    await writeFile(store.path() ?? "", "damaged");
    const usage = createUsageRecorder(TARGET, sinks);

    usage.begin();
    usage.record(CHAT);
    const snapshot = await usage.finish();

    expect(snapshot?.global.reqs).toBe(1);
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The statistics were damaged .* \.bak: .*stats\.json$/u),
    ]);
  });

  it("lets a bug through", async ({ expect }) => {
    const { sinks, store } = await surroundings();
    const stats = { ...store, snapshot: () => Promise.reject(new TypeError("a bug")) };
    const usage = createUsageRecorder(TARGET, { ...sinks, stats });

    await expect(usage.finish()).rejects.toThrow(TypeError);
  });
});

async function surroundings({ enabled = true, broken = false } = {}) {
  const parent = await mkdtemp(join(tmpdir(), "hexai-usage-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const dir = join(parent, "hexai");
  if (broken) {
    await writeFile(dir, "a file where the directory should be");
  }
  const store = createStore({ dir });
  const shown: string[] = [];
  const failures: StatsError[] = [];
  const status = { set: (text: string) => shown.push(text), flush: () => Promise.resolve() };
  const sinks: UsageSinks = {
    stats: store,
    enabled,
    tmux: { status, options: {} },
    onFailure: (error) => failures.push(error),
  };
  return { sinks, store, shown, failures };
}
