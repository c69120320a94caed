import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setImmediate } from "node:timers/promises";

import { describe, it, onTestFinished, vi } from "vitest";

import { createTmuxStatus } from "./create-tmux-status.ts";

const SET = "set-option -gq -- @hexai_status";

describe("createTmuxStatus", () => {
  it("calls tmux once for texts that come together, and not again for the same text", async ({
    expect,
  }) => {
    const { env, calls } = await fakeTmux();
    const status = createTmuxStatus({ env });

    status.set("a");
    status.set("b");
    await status.flush();
    status.set("b");
    await status.flush();
    status.set("c");
    status.set("b");
    await status.flush();

    expect(await calls()).toEqual([`${SET} b`]);
  });

  it("calls tmux at most once a second, with the newest text", async ({ expect }) => {
    const { env, calls } = await fakeTmux();
    withFakeTimers();
    const status = createTmuxStatus({ env });
    status.set("a");
    await status.flush();

    status.set("b");
    vi.advanceTimersByTime(999);
    status.set("c");
    vi.advanceTimersByTime(1);

    await until(async () => (await calls()).length > 1);
    await status.flush();
    expect(await calls()).toEqual([`${SET} a`, `${SET} c`]);
  });

  it("calls one tmux at a time, also for two flushes", async ({ expect }) => {
    const { env, calls, write } = await fakeTmux(
      `until [ -e "$0.go" ] || [ ! -e "$0" ]; do sleep 0.01; done; echo "end $5" >>"$0.calls"`,
    );
    withFakeTimers();
    const status = createTmuxStatus({ env });
    status.set("a");
    vi.advanceTimersByTime(0);
    await until(async () => (await calls()).length > 0);

    status.set("b");
    const flushed = Promise.all([status.flush(), status.flush()]);
    await write("tmux.go");
    await flushed;

    expect(await calls()).toEqual([`${SET} a`, "end a", `${SET} b`, "end b"]);
  });

  it("does not try the next text when a server hangs", async ({ expect }) => {
    const { env, calls } = await fakeTmux("exec sleep 60");
    const status = createTmuxStatus({ env });
    status.set("a");
    const flushed = status.flush();
    status.set("b");

    await flushed;

    expect(await calls()).toEqual([`${SET} a`]);
  });

  it("tries a text again that tmux could not take", async ({ expect }) => {
    const { env, calls, write } = await fakeTmux(`[ -e "$0.go" ]`);
    const status = createTmuxStatus({ env });

    status.set("a");
    await status.flush();
    await write("tmux.go");
    status.set("a");
    await status.flush();
    status.set("a");
    await status.flush();

    expect(await calls()).toEqual([`${SET} a`, `${SET} a`]);
  });

  it("gives up for good when there is no tmux", async ({ expect }) => {
    const { directory, env, calls } = await fakeTmux();
    const program = join(directory, "tmux");
    const status = createTmuxStatus({ env: { ...env, PATH: directory } });
    await rename(program, `${program}.away`);
    status.set("a");
    await status.flush();
    await rename(`${program}.away`, program);

    status.set("b");
    await status.flush();

    expect(await calls()).toEqual([]);
  });

  it.for([
    { why: "outside tmux", tmux: undefined, enabled: true },
    { why: "with an empty TMUX", tmux: "", enabled: true },
    { why: "when disabled", tmux: "/socket,1,0", enabled: false },
  ])("does nothing $why", async ({ tmux, enabled }, { expect }) => {
    const { env, calls } = await fakeTmux();
    const status = createTmuxStatus({ env: { ...env, TMUX: tmux }, enabled });

    status.set("a");
    await status.flush();

    expect(await calls()).toEqual([]);
  });

  it("has tmux watch an hourglass by the run that shows it, since that run may be given up", async ({
    expect,
  }) => {
    const { env, calls } = await fakeTmux("sleep 1");
    const status = createTmuxStatus({ env });

    status.set("⏳ Σ 1");
    await status.flush();

    const [call = "", ...others] = await calls();
    expect(others).toEqual([]);
    expect(call).toContain("@hexai_status ⏳ Σ 1 ;");
    expect(call).toContain("run-shell");
  });

  it("ignores a socket that nobody listens to", async ({ expect }) => {
    const env = { PATH: process.env["PATH"], TMUX: "/nonexistent/socket,1,0" };
    const status = createTmuxStatus({ env });

    status.set("x");

    await expect(status.flush()).resolves.toBeUndefined();
  });
});

/** A directory in `PATH` with a program `tmux` that notes its arguments and then runs `script`, a line of sh. */
async function fakeTmux(script = ":") {
  const directory = await mkdtemp(join(tmpdir(), "fake-tmux-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const program = join(directory, "tmux");
  await writeFile(program, `#!/bin/sh\necho "$*" >>"$0.calls"\n${script}\n`, { mode: 0o700 });
  await writeFile(`${program}.calls`, "");
  return {
    directory,
    env: { PATH: `${directory}:${process.env["PATH"]}`, TMUX: "/socket,1,0" },
    calls: async () => (await readFile(`${program}.calls`, "utf8")).split("\n").slice(0, -1),
    write: (name: string) => writeFile(join(directory, name), ""),
  };
}

function withFakeTimers(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await setImmediate();
  }
}
