import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import { describe, it, onTestFinished, vi } from "vitest";

import { createUsageRecorder } from "./record-usage.ts";

const TARGET = { provider: "openai", model: "m" };
const CHAT = { ...TARGET, sentBytes: 10, recvBytes: 4 };

describe("createUsageRecorder", () => {
  it("counts the Chat and shows the Σ, with the hourglass while it lasts", async ({ expect }) => {
    const { usage, stats, shown } = await recorder();
    const chat = withResolvers();

    const during = usage.during(TARGET, chat.promise);
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    usage.record(CHAT);
    chat.resolve();
    await during;
    await usage.settle();

    expect((await stats.snapshot()).global).toEqual({ reqs: 1, sent: 10, recv: 4 });
    expect(shown[0]).toContain("⏳");
    expect(shown[1]).toContain("reqs=1");
    expect(shown[1]).not.toContain("⏳");
    expect(shown[2]).toBe("flushed");
  });

  it("counts whoever answered, also when another one was asked first", async ({ expect }) => {
    const { usage, stats, shown } = await recorder();

    usage.record({ ...CHAT, model: "second" });
    await usage.during(TARGET, Promise.resolve());
    await usage.settle();

    expect((await stats.snapshot()).providers.get("openai")?.models.has("second")).toBe(true);
    expect(shown.at(-2)).not.toContain("⏳");
  });

  it("tells the log line of each Chat that succeeded, and none of one that failed", async ({
    expect,
  }) => {
    const { usage, lines } = await recorder();

    await usage.during(TARGET, Promise.reject(new Error("refused"))).catch(() => undefined);
    await usage.settle();
    expect(lines).toEqual([]);
    usage.record(CHAT);
    await usage.settle();
    usage.record(CHAT);
    await usage.settle();

    expect(lines.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "llm stats reqs=1",
      "llm stats reqs=2",
    ]);
  });

  it("keeps the hourglass until the last of several Chats has ended", async ({ expect }) => {
    const { usage, shown } = await recorder();
    const last = withResolvers();

    const during = usage.during(TARGET, last.promise);
    await usage.during(TARGET, Promise.resolve());
    await vi.waitFor(() => expect(shown).toHaveLength(3));
    expect(shown[2]).toContain("⏳");
    last.resolve();
    await during;
    await usage.settle();

    expect(shown.at(-2)).not.toContain("⏳");
  });

  it("counts nothing when the user does not want it", async ({ expect }) => {
    const { usage, stats } = await recorder({ enabled: false });

    usage.record(CHAT);
    await usage.settle();

    expect((await stats.snapshot()).global.reqs).toBe(0);
  });

  it("tells that damaged statistics were set aside, and counts", async ({ expect }) => {
    const { usage, stats, failures } = await recorder();
    await writeFile(stats.path() ?? "", "damaged");

    usage.record(CHAT);
    await usage.settle();

    expect(failures).toEqual(["set-aside"]);
    expect((await stats.snapshot()).global.reqs).toBe(1);
  });

  it("passes failures on and takes the hourglass away", async ({ expect }) => {
    const { usage, dir, shown, failures } = await recorder();
    await rm(dir, { recursive: true });
    await writeFile(dir, "no directory");
    const chat = withResolvers();

    const during = usage.during(TARGET, chat.promise);
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    usage.record(CHAT);
    chat.resolve();
    await during;
    await usage.settle();

    expect(shown[0]).toContain("⏳");
    expect(shown.slice(1)).toEqual(["", "flushed"]);
    expect(failures).toContain("unwritable");
  });
});

async function recorder({ enabled = true } = {}) {
  const dir = await mkdtemp(join(tmpdir(), "hexai-usage-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const stats = createStore({ dir });
  const shown: string[] = [];
  const failures: string[] = [];
  const lines: string[] = [];
  const usage = createUsageRecorder({
    stats,
    enabled,
    tmux: {
      set: (text) => void shown.push(text),
      flush: async () => void shown.push("flushed"),
    },
    statusOptions: {},
    onFailure: ({ code }) => failures.push(code),
    onLine: (line) => lines.push(line),
    uptime: () => 120,
  });
  return { usage, stats, shown, failures, lines, dir };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  const stop = new AbortController();
  const promise = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => resolve());
  });
  return { promise, resolve: () => stop.abort() };
}
