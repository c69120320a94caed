import { execFile, type PromiseWithChild } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

import { needs, startTmux, type TmuxSession } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import type { TmuxStatus } from "../tmux-status.ts";
import { createTmuxStatus } from "./create-tmux-status.ts";

const run = promisify(execFile);
const BUILT = new URL("../../dist/index.js", import.meta.url).href;

/** A busy machine is slow; only a fault takes this long. */
const PATIENCE = { timeout: 20_000 };

/** What would run, expand, convert or end something, if it were taken at its word. */
const HOSTILE = `#(touch pwned) ##{pane_id} #{pane_id} #{?1,a,b} ###[][fg=red] #S %H %% $HOME \\ "a" 'b' },{ ;`;

describe("createTmuxStatus in a real tmux", () => {
  it("shows a text without being flushed", async ({ expect }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });

    await vi.waitFor(async () => {
      status.set("Σ 1"); // again, because a text that tmux does not accept in time is dropped
      expect(await valueIn(session)).toBe("Σ 1");
    }, PATIENCE);
  });

  it("shows the newest of many texts", async ({ expect }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });

    await vi.waitFor(async () => {
      status.set("one");
      await status.flush();
      status.set("two");
      status.set("three");
      await status.flush();

      expect(await valueIn(session)).toBe("three");
    }, PATIENCE);
  });

  it.for([
    "#(touch pwned) #{pane_id} #[fg=red] #S ## 100%",
    `$HOME \`id\` "double" 'single' ~ * {a,b} \\`,
    "ends in a semicolon;",
    "ends in an escaped one\\;",
    ";",
    "-g",
    "--",
    "日本語 👩‍💻 é",
    "two\nlines",
    "",
  ])("hands %j over byte for byte", async (text, { expect }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });

    await showIn(session, status, text);

    expect(await valueIn(session)).toBe(text);
  });

  it("survives a text that is too long for tmux or for an argument", async ({ expect }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });

    status.set("x".repeat(20_000));
    await status.flush();
    status.set("x".repeat(200_000));
    await status.flush();
    await showIn(session, status, "short");

    expect(await valueIn(session)).toBe("short");
  });

  it("gives a stopped server up, leaves no child behind, and shows the next text", async ({
    expect,
  }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });
    process.kill(session.pid, "SIGSTOP");

    status.set("lost");
    await status.flush();

    await vi.waitFor(async () => {
      const children = (await processes()).filter(({ parent }) => parent === String(process.pid));
      expect(children.filter(({ args }) => args.includes("@hexai_status"))).toEqual([]);
    }, PATIENCE);
    process.kill(session.pid, "SIGCONT");
    await showIn(session, status, "lost");
    expect(await valueIn(session)).toBe("lost");
  });

  it("lets the process end before the child, which Ctrl-C does not reach", async ({ expect }) => {
    const session = await startedTmux();
    process.kill(session.pid, "SIGSTOP");

    await runNode(`status.set("late"); setTimeout(() => undefined, 20);`, session);

    const [child] = (await processes()).filter(({ args }) => args.endsWith("@hexai_status late"));
    expect(child).toMatchObject({ group: child?.pid });
    process.kill(session.pid, "SIGCONT");
    await vi.waitFor(async () => {
      expect(await valueIn(session)).toBe("late");
    }, PATIENCE);
  });

  it("keeps the process alive for the time of a flush", async ({ expect }) => {
    const session = await startedTmux();

    await vi.waitFor(async () => {
      const { stdout } = await runNode(
        `status.set("a"); await status.flush(); status.set("b"); await status.flush(); console.log("flushed");`,
        session,
      );

      expect(stdout).toBe("flushed\n");
      expect(await valueIn(session)).toBe("b");
    }, PATIENCE);
  });

  it.for([
    { text: "⏳ Σ 1", left: "Σ 1", why: "the Σ stays" },
    { text: "#[fg=red]⏳ Σ 1#[default]", left: "#[fg=red]Σ 1#[default]", why: "in its colours" },
    { text: `⏳ Σ ${HOSTILE}`, left: `Σ ${HOSTILE}`, why: "whatever is in it" },
    { text: "LLM:p:m ⏳", left: "", why: "without a Σ nothing does" },
  ])(
    "has its hourglass taken away by tmux when the process is killed: $why",
    async ({ text, left }, { expect }) => {
      const session = await startedTmux();
      const ends = runNode(
        `await shown(${JSON.stringify(text)}, 0.2); process.kill(process.pid, "SIGKILL");`,
        session,
      ).catch(({ signal }: { signal: string }) => signal);

      expect(await ends).toBe("SIGKILL");

      await vi.waitFor(async () => {
        expect(await valueIn(session)).toBe(left);
      }, PATIENCE);
    },
  );

  it.for([
    { why: "shows nothing under way", busy: "Σ 1", rival: "" },
    { why: "is somebody else's", busy: "⏳ Σ 1", rival: `await shown("⏳ Σ 2", 60);` },
  ])("has a text left alone that $why", async ({ busy, rival }, { expect }) => {
    const session = await startedTmux();
    await runNode(`await shown("⏳ Σ 0", 0.1); await shown("${busy}", 0.1);`, session);
    const expected = rival === "" ? busy : "⏳ Σ 2";
    const other =
      rival === "" ? undefined : runNode(`${rival} setInterval(() => 0, 1000);`, session);

    await vi.waitFor(async () => expect(await valueIn(session)).toBe(expected), PATIENCE);
    await session.tmux("run-shell", "-d", "0.4"); // until tmux has looked

    expect(await valueIn(session)).toBe(expected);
    other?.child.kill();
    await other?.catch(() => undefined);
  });

  it("keeps its hourglass for as long as the process lives", async ({ expect }) => {
    const session = await startedTmux();
    const running = runNode(`await shown("⏳ Σ 1", 0.1); setInterval(() => 0, 1000);`, session);
    await vi.waitFor(async () => expect(await valueIn(session)).toBe("⏳ Σ 1"), PATIENCE);

    await session.tmux("run-shell", "-d", "0.5"); // until tmux has looked more than once
    expect(await valueIn(session)).toBe("⏳ Σ 1");
    running.child.kill("SIGKILL");
    await running.catch(() => undefined);

    await vi.waitFor(async () => expect(await valueIn(session)).toBe("Σ 1"), PATIENCE);
  });

  it("does not outlive a process that was suspended for longer than the time between two checks", async ({
    expect,
  }) => {
    const session = await startedTmux();
    const running = runNode(`await shown("⏳ Σ 1", 0.1); setInterval(() => 0, 1000);`, session);
    await vi.waitFor(async () => expect(await valueIn(session)).toBe("⏳ Σ 1"), PATIENCE);
    running.child.kill("SIGSTOP");

    await session.tmux("run-shell", "-d", "0.5"); // until tmux has looked more than once
    expect(await valueIn(session)).toBe("⏳ Σ 1");
    running.child.kill("SIGKILL");
    await running.catch(() => undefined);

    await vi.waitFor(async () => expect(await valueIn(session)).toBe("Σ 1"), PATIENCE);
  });

  it("is silent when the server is gone", async ({ expect }) => {
    const session = await startedTmux();
    const status = createTmuxStatus({ env: environmentOf(session) });
    await session.tmux("kill-server");

    status.set("x");

    await expect(status.flush()).resolves.toBeUndefined();
  });
});

async function startedTmux(): Promise<TmuxSession> {
  const session = await startTmux({ columns: 80, rows: 5 });
  onTestFinished(() => session.stop());
  return session;
}

function environmentOf({ inside }: TmuxSession): NodeJS.ProcessEnv {
  return { ...process.env, ...inside };
}

/** Not by `show-option`, which escapes some characters in tmux 3.4. */
async function valueIn(session: TmuxSession): Promise<string> {
  return (await session.tmux("display-message", "-p", "#{@hexai_status}")).replace(/\n$/, "");
}

/** Shows a text, once more where tmux did not accept it in time: it is dropped then. */
async function showIn(session: TmuxSession, status: TmuxStatus, text: string): Promise<void> {
  await vi.waitUntil(async () => {
    status.set(text);
    await status.flush();
    return (await valueIn(session)) === text;
  }, PATIENCE);
}

/** Runs a program in which `status` is the status of `session`, from the built package. */
function runNode(program: string, session: TmuxSession): PromiseWithChild<{ stdout: string }> {
  const prelude = `import { createTmuxStatus } from ${JSON.stringify(BUILT)};
    const status = createTmuxStatus({ env: process.env });
    import { execFile } from "node:child_process";
    import { promisify } from "node:util";
    const run = promisify(execFile);
    async function shown(text, watchSeconds) {
      const watched = createTmuxStatus({ env: process.env, watchSeconds });
      do {
        watched.set(text); // a text that a busy tmux could not accept in time is dropped
        await watched.flush();
      } while ((await run("tmux", ["display-message", "-p", "#{@hexai_status}"])).stdout !== text + "\\n");
    }`;
  const args = ["--input-type=module", "--eval", prelude + program];
  return run(process.execPath, args, { env: environmentOf(session) });
}

async function processes() {
  needs("ps");
  const { stdout } = await run("ps", ["-A", "-o", "pid=,pgid=,ppid=,args="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, group, parent, args] = /^ *(\d+) +(\d+) +(\d+) +(.*)$/.exec(line) ?? [];
    return args === undefined ? [] : [{ pid, group, parent, args }];
  });
}
