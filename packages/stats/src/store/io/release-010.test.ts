import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { parseStatsFile } from "../../file/stats-file.ts";
import { compactAsRelease010 } from "../../testing/compact-as-release-010.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { createStore } from "./create-store.ts";

/** Written by release 0.1.0: 1,040 requests in the 50 minutes before, most of them compacted. */
const FIXTURE = join(import.meta.dirname, "../../../fixtures/stats-0.1.0.json");
const NOW = Date.UTC(2026, 10, 29, 15);
const DETAILS = {
  tokens: { input: 1000, output: 20, cached: 400, cacheWrite: 100, reasoning: 5 },
  program: "hexai",
  vendor: "openai",
  costUsd: 0.5,
};

describe("a file of release 0.1.0", () => {
  it("is read, updated, and read again with all that it had", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.copyFileSync(FIXTURE, join(dir, "stats.json"));
    const store = createStore({ dir, now: () => NOW });
    const before = await store.snapshot();

    for (let index = 0; index < 20; index += 1) {
      await store.update("openai", "gpt-4.1", 1, 2, DETAILS);
    }

    const after = await store.snapshot();
    expect(before.global).toEqual({ reqs: 1040, sent: 644_280, recv: 2_120_560 });
    expect(after.global).toEqual({
      reqs: 1060,
      sent: 644_300,
      recv: 2_120_600,
      tokens: {
        input: 20_000,
        output: 400,
        cached: 8000,
        cacheWrite: 2000,
        reasoning: 100,
        reqs: 20,
        inputReqs: 20,
        outputReqs: 20,
      },
    });
    expect(after.groups.find(({ program }) => program === "hexai")?.costUsd).toBe(10);
    expect(after.providers.get("lab")).toEqual(before.providers.get("lab"));
    expect(JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8")).version).toBe(1);
  });

  it("can still be read and compacted by that release after an update of this one", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const store = createStore({ dir, now: () => NOW });
    for (let index = 0; index < 5; index += 1) {
      await store.update("p", "m", 1, 2, DETAILS);
    }
    const file = parseStatsFile(fs.readFileSync(join(dir, "stats.json"), "utf8"));
    const old = Array.from({ length: 1000 }, () => file?.events ?? []).flat();

    const [merged] = compactAsRelease010(old, NOW + 120_000);

    expect(merged?.stored).toEqual({
      ts: new Date(NOW).toISOString(),
      provider: "p",
      model: "m",
      sent: 5000,
      recv: 10_000,
      count: 5000,
    });
  });
});

describe("update", () => {
  it("stores what is known of a request", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const store = createStore({ dir, now: () => NOW });

    await store.update("p", "m", 1, 2, DETAILS);

    expect(JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8")).events).toEqual([
      {
        ts: new Date(NOW).toISOString(),
        provider: "p",
        model: "m",
        sent: 1,
        recv: 2,
        program: "hexai",
        vendor: "openai",
        input_tokens: 1000,
        cached_tokens: 400,
        cache_write_tokens: 100,
        output_tokens: 20,
        reasoning_tokens: 5,
        cost_usd: 0.5,
      },
    ]);
  });

  it.for([NaN, Infinity, -1, 1e300])(
    "takes %d neither for tokens nor for a cost",
    async (bad, { expect }) => {
      const dir = await temporaryDirectory();
      const store = createStore({ dir, now: () => NOW });

      await store.update("p", "m", 1, 2, {
        tokens: { input: bad },
        costUsd: bad,
        program: "",
        vendor: "",
      });

      expect(JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8")).events).toEqual([
        { ts: new Date(NOW).toISOString(), provider: "p", model: "m", sent: 1, recv: 2 },
      ]);
    },
  );
});
