import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { COMPACT_ABOVE } from "../../events/compact.ts";
import { namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { createStore } from "./create-store.ts";

const NOW = Date.UTC(2026, 10, 23, 18, 40, 0, 123);

describe("createStore", () => {
  it("records an update in a file of version 1 that only its owner can read", async ({
    expect,
  }) => {
    const dir = join(await temporaryDirectory(), "deep", "hexai");
    const store = createStore({ dir, now: () => NOW });

    await store.update("openai", "gpt-4.1", 1234, 5678);

    const ts = "2026-11-23T18:40:00.123Z";
    expect(JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8"))).toEqual({
      version: 1,
      updated_at: ts,
      window_seconds: 3600,
      events: [{ ts, provider: "openai", model: "gpt-4.1", sent: 1234, recv: 5678 }],
    });
    expect(fs.statSync(join(dir, "stats.json")).mode & 0o777).toBe(0o600);
    expect(fs.statSync(dir).mode & 0o777).toBe(0o700);
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it("shows every update of this process, also those made at once", async ({ expect }) => {
    const store = createStore({ dir: await temporaryDirectory() });

    await Promise.all(Array.from({ length: 100 }, () => store.update("p", "m", 1, 2)));

    const snapshot = await store.snapshot();
    expect(snapshot.global).toEqual({ reqs: 100, sent: 100, recv: 200 });
    expect(snapshot.rpm).toBe(100 / 60);
    expect(store.rpm(snapshot)).toBe(snapshot.rpm);
  });

  it("is an empty snapshot without a file, and makes none", async ({ expect }) => {
    const dir = join(await temporaryDirectory(), "hexai");

    const snapshot = await createStore({ dir }).snapshot();

    expect(snapshot.global.reqs).toBe(0);
    expect(fs.existsSync(dir)).toBe(false);
  });

  it("reports the window, its minutes and what could not be understood", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const ts = new Date(NOW).toISOString();
    const event = { ts, provider: "p", model: "m", sent: 1, recv: 2 };
    fs.writeFileSync(
      join(dir, "stats.json"),
      JSON.stringify({ version: 1, events: [event, { ...event, sent: "much" }] }),
    );

    const report = await createStore({ dir, now: () => NOW, window: 60 }).report();

    expect(report).toMatchObject({ from: NOW - 60_000, to: NOW, skippedEvents: 1 });
    expect(report.reqsByMinute).toEqual([0, 1]);
    expect(report.snapshot.global).toEqual({ reqs: 1, sent: 1, recv: 2 });
  });

  it("forgets everything that was recorded before a reset, and nothing after it", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const [store, other] = [createStore({ dir }), createStore({ dir })];
    await other.update("p", "before", 1, 2);

    await Promise.all([
      store.update("p", "with it, before", 1, 2),
      store.reset(),
      store.update("p", "with it, after", 1, 2),
    ]);
    await other.update("p", "after", 1, 2);

    const { providers } = await store.snapshot();
    expect([...(providers.get("p")?.models.keys() ?? [])]).toEqual(["with it, after", "after"]);
  });

  it("keeps a file of another version aside when it is reset", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.writeFileSync(join(dir, "stats.json"), "not ours");

    await createStore({ dir }).reset();

    expect(fs.readFileSync(join(dir, "stats.json.bak"), "utf8")).toBe("not ours");
    expect(JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8")).events).toEqual([]);
  });

  it("looks back over the window that is set", async ({ expect }) => {
    let now = NOW;
    const store = createStore({ dir: await temporaryDirectory(), now: () => now, window: 120 });
    await store.update("p", "m", 1, 2);

    now += 100_000;
    expect((await store.snapshot()).global.reqs).toBe(1);
    store.setWindow(5);
    expect(store.window()).toBe(60);
    expect((await store.snapshot()).global.reqs).toBe(0);
  });

  it.for([
    [Number.NaN, 0],
    [-5, 0],
    [1.6, 2],
    [Number.POSITIVE_INFINITY, 0],
  ] as const)("records a size of %d as %d", async ([size, recorded], { expect }) => {
    const store = createStore({ dir: await temporaryDirectory() });

    await store.update("p", "m", size, size);

    expect((await store.snapshot()).global).toEqual({ reqs: 1, sent: recorded, recv: recorded });
  });

  it("rejects with no-directory when none is known, and never throws", async ({ expect }) => {
    const store = createStore({ dir: () => undefined });

    expect([store.cacheDir(), store.path()]).toEqual([undefined, undefined]);
    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({ code: "no-directory" });
    await expect(store.snapshot()).rejects.toMatchObject({ code: "no-directory" });
    await expect(store.reset()).rejects.toMatchObject({ code: "no-directory" });
  });

  it(
    "stays small over more updates than the list may have events",
    { timeout: 120_000 },
    async ({ expect }) => {
      const dir = await temporaryDirectory();
      let now = NOW;
      const store = createStore({ dir, now: () => now });

      for (let index = 0; index < COMPACT_ABOVE + 500; index += 1) {
        now += 500;
        await store.update("p", `m${index % 3}`, 1, 2);
      }

      const { events } = JSON.parse(fs.readFileSync(join(dir, "stats.json"), "utf8"));
      expect(events.length).toBeLessThanOrEqual(COMPACT_ABOVE);
      expect((await store.snapshot()).global).toMatchObject({ reqs: COMPACT_ABOVE + 500 });
    },
  );
});
