import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { path } from "@hexai/stats";
import { describe, it, onTestFinished, vi } from "vitest";

import { createUsageRecorder } from "./create-usage-recorder.ts";
import type { UsageOptions } from "./usage-recorder.ts";

const CHAT = { provider: "openai", model: "m", sentBytes: 1, recvBytes: 2 };

describe("createUsageRecorder", () => {
  it("asks for nothing before there is something to record", async ({ expect }) => {
    const { recorder, settings } = await open();

    await recorder.settled();

    expect(settings).not.toHaveBeenCalled();
  });

  it("settles what was recorded while it was loaded, in the user's own statistics", async ({
    expect,
  }) => {
    const { recorder, home } = await open();

    recorder.during(CHAT, Promise.resolve());
    recorder.record(CHAT);
    await recorder.settled();

    expect(path()).toBe(join(home, "hexai/stats.json"));
    const snapshot = await recorder.snapshot();
    expect(snapshot?.providers.get("openai")?.models.get("m")).toEqual({
      reqs: 1,
      sent: 1,
      recv: 2,
    });
  });

  it("has the summary when it is asked for", async ({ expect }) => {
    const { recorder } = await open();

    await expect(recorder.summary()).resolves.toMatch(/^Σ@1h reqs=0 .* \| here reqs=0$/u);
  });
});

async function open() {
  const home = await mkdtemp(join(tmpdir(), "hexai-usage-"));
  onTestFinished(() => rm(home, { recursive: true }));
  vi.stubEnv("XDG_CACHE_HOME", home);
  const settings = vi.fn<UsageOptions["settings"]>(() => ({ enabled: true, window_minutes: 60 }));
  const recorder = createUsageRecorder({
    program: "hexai",
    env: {},
    settings,
    lifetime: "command",
    onFailure: () => undefined,
  });
  return { recorder, settings, home };
}
