import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { createStore } from "../../store/io/create-store.ts";
import { namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { createWriter } from "../../update/io/writer.ts";
import { inspect } from "./inspect.ts";

describe("inspect", () => {
  it("finds nothing where there is nothing, and makes nothing", async ({ expect }) => {
    const above = await temporaryDirectory();
    const dir = join(above, "hexai");

    await expect(inspect(dir, Date.now())).resolves.toEqual({
      file: "missing",
      lock: { path: join(dir, "stats.lock"), state: "free" },
      leftovers: [],
    });
    expect(namesIn(above)).toEqual([]);
  });

  it("finds nothing to say after an update", async ({ expect }) => {
    const dir = await temporaryDirectory();
    await createStore({ dir }).update("provider", "model", 1, 2);

    await expect(inspect(dir, Date.now())).resolves.toMatchObject({
      file: "valid",
      lock: { state: "free" },
      leftovers: [],
    });
  });

  it.for(["{", '{"version":2,"events":[]}', ""])(
    "tells %j from a file of version 1",
    async (text, { expect }) => {
      const dir = await temporaryDirectory();
      fs.writeFileSync(join(dir, "stats.json"), text);

      await expect(inspect(dir, Date.now())).resolves.toMatchObject({ file: "foreign" });
    },
  );

  it.for([
    { state: "held", ageMs: 2_900, why: "the holder may be at work" },
    { state: "stale", ageMs: 3_100, why: "nobody holds it that long" },
  ])("calls a lock of $ageMs ms $state: $why", async ({ state, ageMs }, { expect }) => {
    const dir = await temporaryDirectory();
    fs.mkdirSync(join(dir, "stats.lock"));
    const { mtimeMs } = fs.statSync(join(dir, "stats.lock"));

    await expect(inspect(dir, mtimeMs + ageMs)).resolves.toMatchObject({ lock: { state } });
  });

  it("calls the lock file of another version stale", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.writeFileSync(join(dir, "stats.lock"), "");

    await expect(inspect(dir, Date.now())).resolves.toMatchObject({ lock: { state: "stale" } });
  });

  it("sees a lock that stops every update for good", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.mkdirSync(join(dir, "stats.lock/inside"), { recursive: true });
    fs.utimesSync(join(dir, "stats.lock"), 0, 0);

    await expect(inspect(dir, Date.now())).resolves.toMatchObject({ lock: { state: "blocked" } });
    await expect(createStore({ dir }).update("provider", "model", 1, 2)).rejects.toMatchObject({
      code: "unwritable",
    });
  });

  it("names what a killed process left, and not what a living one is writing", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const living = `stats.json.${createWriter().createMark()}.tmp`;
    const dead = living.replace(`-${process.pid}-`, "-4194305-"); // above the largest pid of Linux
    fs.writeFileSync(join(dir, living), "");
    fs.writeFileSync(join(dir, dead), "");

    await expect(inspect(dir, Date.now())).resolves.toMatchObject({ leftovers: [dead] });
    expect(namesIn(dir)).toEqual([living, dead].toSorted());
  });

  it("says that a file cannot be read", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.mkdirSync(join(dir, "stats.json"));

    await expect(inspect(dir, Date.now())).rejects.toMatchObject({
      name: "StatsError",
      code: "unreadable",
      path: join(dir, "stats.json"),
    });
  });
});
