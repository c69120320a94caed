import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, it, onTestFinished } from "vitest";

import { createLogFile } from "./log-file.ts";

describe("createLogFile", () => {
  it("writes in order, for the user's eyes only", async ({ expect }) => {
    const path = join(await directory(), "new/hexai.log");
    const file = createLogFile(path);

    for (let number = 0; number < 100; number += 1) {
      file.append(`${number}\n`);
    }
    await file.flush();

    const lines = (await readFile(path, "utf8")).split("\n");
    expect(lines).toEqual([...Array.from({ length: 100 }, (_, number) => String(number)), ""]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, ".."))).mode & 0o777).toBe(0o700);
  });

  it("ends where the system makes no directory, although the one above exists", async ({
    expect,
  }) => {
    const file = createLogFile("/proc/none/state/hexai.log");

    file.append("lost\n");

    await expect(file.flush()).resolves.toBeUndefined();
  });

  it("keeps one older file when the size is reached", async ({ expect }) => {
    const dir = await directory();
    const file = createLogFile(join(dir, "log"), { rotateAtBytes: 20 });

    for (const line of ["first of all\n", "second\n", "third of many\n", "fourth\n", "fifth\n"]) {
      file.append(line);
      await file.flush();
    }

    expect(await readdir(dir)).toEqual(["log", "log.1"]);
    expect(await readFile(join(dir, "log.1"), "utf8")).toBe("third of many\nfourth\n");
    expect(await readFile(join(dir, "log"), "utf8")).toBe("fifth\n");
  });

  it("loses no line of two processes while neither is full", async ({ expect }) => {
    const path = join(await directory(), "log");
    const one = createLogFile(path);
    const other = createLogFile(path);

    for (let number = 0; number < 50; number += 1) {
      one.append("one\n");
      other.append("other\n");
    }
    await Promise.all([one.flush(), other.flush()]);

    const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
    expect(lines.filter((line) => line === "one")).toHaveLength(50);
    expect(lines.filter((line) => line === "other")).toHaveLength(50);
  });

  it("gives up on a place that cannot be written, and goes on", async ({ expect }) => {
    const dir = await directory();
    await writeFile(join(dir, "file"), "");
    const file = createLogFile(join(dir, "file/log"));

    file.append("lost\n");

    await expect(file.flush()).resolves.toBeUndefined();
  });

  it("does not wait for the reader of a named pipe", async ({ expect }) => {
    const path = join(await directory(), "pipe");
    await promisify(execFile)("mkfifo", [path]);
    const file = createLogFile(path);

    file.append("lost\n");

    await expect(file.flush()).resolves.toBeUndefined();
  });
});

async function directory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "hexai-log-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}
