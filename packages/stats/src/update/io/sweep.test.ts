import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { nodeFileSystem } from "../../file/io/file-system.ts";
import { namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { createSweeper, sweep } from "./sweep.ts";
import { createWriter } from "./writer.ts";

const HOUR_MS = 3_600_000;

describe("sweep", () => {
  it("removes what a dead process left, and leaves a living one's", async ({ expect }) => {
    const { path, dir } = await place();
    const living = `stats.json.${createWriter().createMark()}.tmp`;
    const dead = living.replace(`-${process.pid}-`, "-4194305-"); // above the largest pid of Linux
    fs.writeFileSync(join(dir, living), "");
    fs.writeFileSync(join(dir, dead), "");
    fs.symlinkSync(living, join(dir, "stats.json.a.next"));
    fs.symlinkSync(dead, join(dir, "stats.json.b.next"));

    sweep(nodeFileSystem, createWriter(), path, Date.now());

    expect(namesIn(dir)).toEqual([living, "stats.json.a.next"].toSorted());
  });

  it("lets an hour decide when the writer cannot be told", async ({ expect }) => {
    const { path, dir } = await place();
    fs.writeFileSync(join(dir, "stats.json.tmp"), "");

    sweep(nodeFileSystem, createWriter(), path, Date.now());
    expect(namesIn(dir)).toEqual(["stats.json.tmp"]);
    sweep(nodeFileSystem, createWriter(), path, Date.now() + HOUR_MS + 1_000);
    expect(namesIn(dir)).toEqual([]);
  });

  it("removes what was set aside a week ago, however old it was then", async ({ expect }) => {
    const { path, dir } = await place();
    fs.writeFileSync(`${path}.bak`, "");
    fs.utimesSync(`${path}.bak`, 0, 0);

    sweep(nodeFileSystem, createWriter(), path, Date.now() + 7 * 24 * HOUR_MS - 1_000);
    expect(namesIn(dir)).toEqual(["stats.json.bak"]);
    sweep(nodeFileSystem, createWriter(), path, Date.now() + 7 * 24 * HOUR_MS + 1_000);
    expect(namesIn(dir)).toEqual([]);
  });

  it("leaves other files alone, however old", async ({ expect }) => {
    const { path, dir } = await place();
    const names = ["notes.tmp", "stats.json", "stats.json.bak", "xstats.json.tmp"];
    names.forEach((name) => fs.writeFileSync(join(dir, name), ""));

    sweep(nodeFileSystem, createWriter(), path, Date.now() + 10 * HOUR_MS);

    expect(namesIn(dir)).toEqual(names);
  });
});

describe("createSweeper", () => {
  it("sweeps at once, and again after a minute", async ({ expect }) => {
    const { path, dir } = await place();
    let monotonic = 0;
    const sweeper = createSweeper(nodeFileSystem, createWriter(), path, () => monotonic);
    const leavesAt = (time: number): readonly string[] => {
      monotonic = time;
      fs.writeFileSync(`${path}.tmp`, "");
      sweeper.sweepIfDue(Date.now() + 2 * HOUR_MS);
      return namesIn(dir);
    };

    expect([0, 59_999, 60_000].map(leavesAt)).toEqual([[], ["stats.json.tmp"], []]);
  });
});

async function place(): Promise<{ path: string; dir: string }> {
  const dir = await temporaryDirectory();
  return { path: join(dir, "stats.json"), dir };
}
