import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { describe, it, onTestFinished } from "vitest";

import { createPrivateDirectory, sweepPrivateDirectories } from "./private-directory.ts";
import { socketLine } from "./socket-line.ts";

/** What a sweep does to a directory without a socket when its clock is ahead. */
const REMOVE_EMPTY = `
  const { readdirSync, rmdirSync } = require("node:fs");
  const dir = process.argv[1];
  console.log("begun");
  for (;;) {
    for (const name of readdirSync(dir)) {
      try {
        rmdirSync(dir + "/" + name);
      } catch {}
    }
  }`;

describe("createPrivateDirectory", () => {
  it("is the user's alone, and gone when it is removed", async ({ expect }) => {
    const runtime = await place();
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime });

    expect((await stat(directory.path)).mode & 0o777).toBe(0o700);
    expect(directory.path.startsWith(runtime)).toBe(true);
    await directory.remove();
    expect(await readdir(runtime)).toEqual([]);
  });

  it.for([
    { why: "does not exist", dir: (base: string) => join(base, "missing") },
    { why: "is not absolute", dir: () => "run" },
    { why: "is too long for a socket", dir: (base: string) => join(base, "x".repeat(90)) },
  ])("is among the temporary files when XDG_RUNTIME_DIR $why", async ({ dir }, { expect }) => {
    const runtime = dir(await place());

    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime });
    onTestFinished(() => directory.remove());

    expect(directory.path.startsWith(runtime)).toBe(false);
  });

  it("is made again when it is taken for an old one before anybody listens in it", async ({
    expect,
  }) => {
    const runtime = await place();
    const remover = spawn(process.execPath, ["-e", REMOVE_EMPTY, runtime], { stdio: "pipe" });
    onTestFinished(() => void remover.kill());
    await once(remover.stdout, "data");

    for (let round = 0; round < 500; round += 1) {
      const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime });
      const attempt = connect(directory.address);
      await once(attempt, "connect");
      attempt.destroy();
      await directory.remove();
    }

    expect(await readdir(runtime)).toEqual([]);
  });

  it("connects to whoever says something, in whole messages and in order", async ({ expect }) => {
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: await place() });
    onTestFinished(() => directory.remove());
    connect(directory.address).end(); // only looks whether we are alive
    const other = socketLine<string, string>(connect(directory.address), JSON.parse);
    const sent = ["a\nb", "日🙂".repeat(100_000), "c"];
    for (const message of sent) {
      other.send(message);
    }
    other.close();

    const line = socketLine<string, string>(await directory.connected, JSON.parse);
    const received: string[] = [];
    await new Promise<void>((resolve) => {
      line.listen((message) => received.push(message), resolve);
    });

    expect(received).toEqual(sent);
  });
});

describe("sweepPrivateDirectories", () => {
  it("removes what is dead and nothing else", async ({ expect }) => {
    const runtime = await place();
    const env = { XDG_RUNTIME_DIR: runtime };
    const alive = await createPrivateDirectory(env);
    onTestFinished(() => alive.remove());
    const now = Date.now();
    await mkdir(join(runtime, "hexai-popup-young"));
    await mkdir(join(runtime, "hexai-popup-old"));
    await utimes(join(runtime, "hexai-popup-old"), 1, 1);
    await mkdir(join(runtime, "somebody-else"));
    await utimes(join(runtime, "somebody-else"), 1, 1);
    const elsewhere = await place();
    await symlink(elsewhere, join(runtime, "hexai-popup-link"));

    await sweepPrivateDirectories(env, now);

    const left = (await readdir(runtime)).map((name) =>
      alive.path.endsWith(name) ? "alive" : name,
    );
    expect(left.toSorted()).toEqual([
      "alive",
      "hexai-popup-link",
      "hexai-popup-young",
      "somebody-else",
    ]);
    await expect(stat(elsewhere)).resolves.toBeDefined();
  });

  it("does not mind a place that it may not read", async ({ expect }) => {
    const runtime = await place();
    await chmod(runtime, 0o000);

    await expect(sweepPrivateDirectories({ XDG_RUNTIME_DIR: runtime }, 0)).resolves.toBeUndefined();
    await chmod(runtime, 0o700);
  });
});

async function place(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "r-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
