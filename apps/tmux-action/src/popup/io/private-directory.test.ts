import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { createPrivateDirectory, handshake, sweepPrivateDirectories } from "./private-directory.ts";
import { socketChannel } from "./socket-channel.ts";

const VERSION = "1.2.3";

/** What sweeps do to a directory without a socket when their clock is ahead, one a millisecond: without a pause they win each time. */
const REMOVE_EMPTY = `
  const { readdirSync, rmdirSync } = require("node:fs");
  const dir = process.argv[1];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  console.log("begun");
  for (;;) {
    Atomics.wait(pause, 0, 0, 1);
    for (const name of readdirSync(dir)) {
      try {
        rmdirSync(dir + "/" + name);
      } catch {}
    }
  }`;

describe("createPrivateDirectory", () => {
  it("is the user's alone, and gone when it is removed", async ({ expect }) => {
    const runtime = await place();
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime }, VERSION);

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

    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime }, VERSION);
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
      const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: runtime }, VERSION);
      const probe = connect(directory.address);
      await once(probe, "connect");
      probe.destroy();
      await directory.remove();
    }

    expect(await readdir(runtime)).toEqual([]);
  });

  it("connects to whoever greets with the key, in whole messages and in order", async ({
    expect,
  }) => {
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: await place() }, VERSION);
    onTestFinished(() => directory.remove());
    connect(directory.address).end(); // only looks whether we are alive
    const popup = connect(directory.address);
    const other = socketChannel<string, string>(popup);
    const sent = ["a\nb", "日🙂".repeat(100_000), "c"];
    popup.write(`${handshake(directory.key, VERSION)}\n`);
    for (const message of sent) {
      other.send(message);
    }
    other.close();

    const channel = socketChannel<string, string>(await directory.connected);
    const received: string[] = [];
    await new Promise<void>((resolve) => {
      channel.listen((message) => received.push(message), resolve);
    });

    expect(received).toEqual(sent);
  });

  it("hears nothing of a foreign process, whatever it says, and keeps the popup's place", async ({
    expect,
  }) => {
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: await place() }, VERSION);
    onTestFinished(() => directory.remove());
    const accept = '{"type":"accept","text":"x"}\n';
    const samples = [
      accept,
      `${handshake("0".repeat(32), VERSION)}\n${accept}`,
      handshake("", VERSION),
    ];
    const words = [VERSION, " ", "\n", accept, "k".repeat(300)];
    let heard: string | undefined;
    void directory.connected.then(() => (heard = "foreign"));

    await fc.assert(
      fc.asyncProperty(damaged(samples, words), async (said) => {
        const foreign = connect(directory.address);
        foreign.on("error", () => undefined); // it is hung up on in the middle of what it says
        foreign.resume().end(said);
        await new Promise((closed) => {
          foreign.once("close", closed);
        });
        expect(heard).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    const popup = connect(directory.address);
    onTestFinished(() => void popup.destroy());
    popup.write(`${handshake(directory.key, VERSION)}\n`);

    await expect(directory.connected).resolves.toBeDefined();
  });

  it.for([
    { parts: 1, why: "at once" },
    { parts: 20, why: "in pieces" },
  ])("says so when another version of the program greets $why", async ({ parts }, { expect }) => {
    const directory = await createPrivateDirectory({ XDG_RUNTIME_DIR: await place() }, VERSION);
    onTestFinished(() => directory.remove());
    const popup = connect(directory.address);
    onTestFinished(() => void popup.destroy());
    const said = `${handshake(directory.key, "1.2.4")}\n`;
    const size = Math.ceil(said.length / parts);
    for (let at = 0; at < said.length; at += size) {
      await new Promise((written) => {
        popup.write(said.slice(at, at + size), written);
      });
    }

    await expect(directory.connected).rejects.toThrow(/replaced by another version.*run it again/u);
  });
});

describe("sweepPrivateDirectories", () => {
  it("removes what is dead and nothing else", async ({ expect }) => {
    const runtime = await place();
    const env = { XDG_RUNTIME_DIR: runtime };
    const alive = await createPrivateDirectory(env, VERSION);
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
