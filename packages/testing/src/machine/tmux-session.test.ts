import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { describe, it, onTestFinished, vi } from "vitest";

import { needs } from "../programs/needs.ts";
import { attachTmux, startTmux } from "./tmux-session.ts";

const SIZE = { columns: 60, rows: 8 };

describe("startTmux", () => {
  it("runs a shell that can be typed into, in UTF-8 and away from other servers", async ({
    expect,
  }) => {
    const session = await started({
      columns: 200,
      rows: 8,
      env: { LANG: undefined, GREETING: "Σ日🙂" },
    });

    await session.type("echo $GREETING $TMUX");

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/^Σ日🙂 /m);
      expect(await session.screen()).toContain(session.inside.TMUX);
    });
  });

  it("keeps its socket to the user", async ({ expect }) => {
    const session = await started(SIZE);

    expect((await stat(dirname(session.socket))).mode & 0o777).toBe(0o700);
  });

  it.for([
    { state: "alive", prepare: async () => undefined },
    { state: "dead", prepare: async (session: Session) => session.tmux("kill-server") },
    { state: "stopped", prepare: async ({ pid }: Session) => process.kill(pid, "SIGSTOP") },
  ])(
    "leaves neither server nor directory behind when it is $state",
    async ({ prepare }, { expect }) => {
      needs("tmux", "ps");
      const session = await startTmux(SIZE);
      await prepare(session);

      await session.stop();

      await expect(stat(dirname(session.socket))).rejects.toMatchObject({ code: "ENOENT" });
      await vi.waitFor(async () => {
        expect(await stateOf(session.pid)).toMatch(/^Z?$/);
      });
    },
  );

  it("leaves nothing behind when tmux does not start", async ({ expect }) => {
    const temporary = await mkdtemp(join(tmpdir(), "empty-"));
    onTestFinished(() => rm(temporary, { recursive: true }));
    vi.stubEnv("TMPDIR", temporary);

    await expect(startTmux({ ...SIZE, env: { PATH: temporary } })).rejects.toThrow("ENOENT");

    expect(await readdir(temporary)).toEqual([]);
  });
});

describe("attachTmux", () => {
  it("shows what a user of the other session sees, with its status line last", async ({
    expect,
  }) => {
    const inner = await started(SIZE);
    await inner.tmux("set-option", "-g", "status-left", "Σ here");
    const outer = await attachTmux(inner, SIZE);
    onTestFinished(() => outer.stop());

    await vi.waitFor(async () => {
      expect((await outer.screen()).trimEnd().split("\n").at(-1)).toMatch(/^Σ here/);
    });
  });
});

type Session = Awaited<ReturnType<typeof startTmux>>;

async function started(options: Parameters<typeof startTmux>[0]): Promise<Session> {
  const session = await startTmux(options);
  onTestFinished(() => session.stop());
  return session;
}

/** The first letter of what `ps` says about a process: `Z` when nobody has collected it, `""` when it is gone. */
async function stateOf(pid: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "state=", "-p", String(pid)]);
    return stdout.trim();
  } catch {
    return ""; // ps fails when there is no such process
  }
}
