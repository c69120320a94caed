import { watch } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, it, onTestFinished, vi } from "vitest";

import { followFile, type FollowOptions } from "./follow-file.ts";

describe("followFile", () => {
  it("looks at once, and again when the file is replaced", async ({ expect }) => {
    const { file, replace } = await temporaryFile();
    const { looks } = followed(file, { minInterval: atOnce, pollInterval: never });
    await vi.waitFor(() => expect(looks()).toBe(1));

    await replace();

    await vi.waitFor(() => expect(looks()).toBeGreaterThan(1));
  });

  it("cares for no other file in the directory", async ({ expect }) => {
    const { directory, file, replace } = await temporaryFile();
    const { looks } = followed(file, { minInterval: atOnce, pollInterval: never });
    await vi.waitFor(() => expect(looks()).toBe(1));

    const names: unknown[] = [];
    const watcher = watch(directory, (_, name) => names.push(name));
    onTestFinished(() => watcher.close());
    await writeFile(`${file}.lock`, "x");
    await vi.waitFor(() => expect(names).toContain("stats.json.lock"));
    await atOnce();
    expect(looks()).toBe(1);

    await replace();
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(1));
  });

  it("rests between two looks, however much happens, and misses nothing", async ({ expect }) => {
    const { file, replace } = await temporaryFile();
    const rests: (() => void)[] = [];
    const minInterval = () => new Promise<void>((resolve) => rests.push(resolve));
    const { looks } = followed(file, { minInterval, pollInterval: never });
    await vi.waitFor(() => expect(rests).toHaveLength(1));

    await replace();
    await replace();
    expect(looks()).toBe(1);

    rests[0]?.();
    await vi.waitFor(() => expect(looks()).toBe(2));
  });

  it("looks now and then where nothing can be watched", async ({ expect }) => {
    const { looks } = followed("/nowhere/at/all/stats.json", {
      minInterval: atOnce,
      pollInterval: atOnce,
    });

    await vi.waitFor(() => expect(looks()).toBeGreaterThan(3));
  });

  it("begins to watch a directory that is made later", async ({ expect }) => {
    const { file, directory } = await temporaryFile();
    await rm(directory, { recursive: true });
    let waits = 0;
    let wake: (() => void) | undefined;
    const pollInterval = () =>
      new Promise<void>((resolve) => {
        waits += 1;
        wake = waits === 1 ? resolve : undefined;
      });
    const { looks } = followed(file, { minInterval: atOnce, pollInterval });

    await mkdir(directory);
    await vi.waitFor(() => expect(waits).toBe(1));
    wake?.();
    await vi.waitFor(() => expect(looks()).toBe(2));
    await writeFile(file, "new");

    await vi.waitFor(() => expect(looks()).toBeGreaterThan(2));
  });

  it("looks no more once it is stopped", async ({ expect }) => {
    const { file } = await temporaryFile();
    const { looks, stop } = followed(file, { minInterval: atOnce, pollInterval: atOnce });
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(1));

    stop();
    const before = looks();
    await new Promise((resolve) => setImmediate(resolve));

    expect(looks()).toBe(before);
  });

  it("hands a failure on and ends", async ({ expect }) => {
    const { file } = await temporaryFile();
    const failure = new Error("a bug");

    const seen = await new Promise((resolve) => {
      followFile(file, () => Promise.reject(failure), resolve);
    });

    expect(seen).toBe(failure);
  });
});

function atOnce(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function never(): Promise<void> {
  return new Promise(() => undefined);
}

function followed(file: string, options: FollowOptions) {
  let count = 0;
  const look = () => {
    count += 1;
    return Promise.resolve();
  };
  const stop = followFile(
    file,
    look,
    (error) => {
      throw error;
    },
    options,
  );
  onTestFinished(stop);
  return { looks: () => count, stop };
}

/** A file in a directory of its own, replaced as the statistics are. */
async function temporaryFile() {
  const directory = await mkdtemp(join(tmpdir(), "hexai-follow-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, "stats.json");
  await writeFile(file, "old");
  const replace = async () => {
    await writeFile(`${file}.tmp`, "new");
    await rename(`${file}.tmp`, file);
  };
  return { directory, file, replace };
}
