import { execFile } from "node:child_process";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { needs } from "@hexai/testing";
import { describe, type ExpectStatic, it, onTestFinished } from "vitest";

import { startShell } from "../testing/start-shell.ts";
import {
  BETTER,
  CODE,
  type Desk,
  HEXAI,
  ODD_BYTES,
  startDesk,
  WAIT,
} from "./tmux-action-fixture.ts";

const run = promisify(execFile);
const EMPTY = Buffer.alloc(0);

describe("hexai-tmux-action where there is no popup", () => {
  it.for([
    { why: "outside tmux", shell: "unset TMUX TMUX_PANE" },
    { why: "with a TMUX whose server is gone", shell: "TMUX=/nonexistent/socket,1,0" },
    { why: "without a tmux program", shell: 'PATH="$HOME/bin"' },
  ])("shows the menu on the terminal $why", async ({ shell }, { expect }) => {
    const desk = await startDesk(expect);
    await onlyTheseIn(desk, ["sh", "stty", "cat", "mv", "clear"]);
    await desk.tmux.type(`${shell}; export PATH TMUX`);

    await desk.filter();
    await desk.sees(/^ hexai {2}5 lines/m, "Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");
    await desk.press("Enter");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    await desk.seesNo("accept");
  });

  it.for([
    { why: "accepts", flags: "", keys: ["i", "=accept", "Enter"], out: BETTER },
    { why: "skips", flags: "", keys: ["s"], out: CODE },
    { why: "presses Esc", flags: "", keys: ["Escape"], out: CODE },
    { why: "drops the result", flags: "", keys: ["i", "=accept", "Escape"], out: CODE },
    { why: "wants no preview", flags: "--yes", keys: ["i"], out: BETTER },
  ])("says nothing on stderr when the user $why", async ({ flags, keys, out }, { expect }) => {
    const desk = await startDesk(expect);
    await desk.tmux.type("unset TMUX TMUX_PANE");

    await desk.filter(`${flags} 2>err`);
    await desk.sees("Rewrite selection");
    for (const key of keys) {
      await (key.startsWith("=") ? desk.sees(key.slice(1)) : desk.press(key));
    }

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(out) });
    expect(await desk.read("err")).toBe("");
    expect(await desk.tmux.tmux("display-message", "-p", "#{cursor_flag}")).toBe("1\n");
  });

  it("copies by OSC 52 outside tmux, and edits on the terminal", async ({ expect }) => {
    const better = BETTER.trimEnd();
    const desk = await startDesk(expect, {
      selection: CODE.trimEnd(),
      env: { EDITOR: "sh -c 'echo // edited >>$0'" },
    });
    await desk.tmux.tmux("set-option", "-g", "set-clipboard", "on");
    await desk.tmux.type("unset TMUX TMUX_PANE");
    await desk.filter("--action simplify");
    await desk.sees("accept");

    await desk.press("y");
    await desk.sees("OSC 52");
    await expect.poll(() => desk.tmux.tmux("show-buffer"), WAIT).toBe(better);
    await desk.press("e");
    await desk.sees("// edited", "accept");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(`${better}// edited`);
    await nothingIsLeft(expect, desk);
  });

  it("shows the menu in a pane below where tmux is older than 3.2", async ({ expect }) => {
    const desk = await startDesk(expect);
    await oldTmuxIn(desk);

    await desk.filter();
    await desk.sees("Rewrite selection", "─────");
    expect(await panes(desk)).toBe(2);
    await desk.press("i");
    await desk.sees("accept");
    await desk.press("Enter");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    await expect.poll(() => panes(desk), WAIT).toBe(1);
  });

  it("is in the popup of the inner session when one tmux runs in another", async ({ expect }) => {
    const desk = await startDesk(expect, { columns: 120, rows: 40 });
    const inner = await startShell({ columns: 110, rows: 30 });
    onTestFinished(() => inner.stop());
    await desk.tmux.type(`TMUX= tmux -u -S ${inner.socket} attach`);
    await desk.sees(/^\[0\] 0:sh\*/m);
    await expect.poll(() => inner.tmux("list-clients"), WAIT).not.toBe("");

    await inner.type(`printf 'x\\n' | ${HEXAI}; echo "ended with $?"`);
    await desk.sees("Rewrite selection");
    await desk.press("Escape");

    await desk.sees("ended with 0");
  });

  it("is on the terminal of a popup that it is called in", async ({ expect }) => {
    const desk = await startDesk(expect);
    const command = `printf 'x\\n' | ${HEXAI} >"$HOME/out"; echo $? >"$HOME/code"`;
    const popup = desk.tmux.tmux("display-popup", "-E", "-w", "90%", "-h", "90%", command);

    await desk.sees("Rewrite selection");
    await desk.press("Escape");
    await popup;

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from("x\n") });
    expect(await desk.leftovers()).toEqual([]);
  });

  it("leaves a terminal alone that a full-screen program holds", async ({ expect }) => {
    const desk = await startDesk(expect);
    await desk.tmux.type("unset TMUX; stty -icanon");

    await desk.filter();

    expect(await desk.ended()).toEqual({ code: 2, out: EMPTY });
    await desk.sees("there is no place for the menu", "--action ID");
  });

  it("has no menu without a client, and runs what is named", async ({ expect }) => {
    const desk = await startDesk(expect, { isAttached: false });
    const pane = `${HEXAI} --pane %0`;
    await desk.tmux.tmux("set-buffer", CODE);

    await desk.tmux.tmux("run-shell", `${pane} 2>${desk.home}/err || true`);
    await desk.tmux.tmux("run-shell", `${pane} --action simplify --yes`);

    expect(await readFile(join(desk.home, "err"), "utf8")).toContain(
      "there is no place for the menu",
    );
    expect(await desk.tmux.tmux("show-buffer")).toBe(BETTER);
  });
});

describe("hexai-tmux-action when something dies", () => {
  it("gives the selection back when the popup is closed from outside", async ({ expect }) => {
    const desk = await deskInMenu(expect);

    await desk.tmux.tmux("display-popup", "-C");

    expect(await desk.ended()).toEqual({ code: 0, out: ODD_BYTES });
    await nothingIsLeft(expect, desk);
  });

  it("gives the selection back when the popup's program is killed", async ({ expect }) => {
    const desk = await deskInMenu(expect);

    await kill(desk, "--screen");

    expect(await desk.ended()).toEqual({ code: 0, out: ODD_BYTES });
    await nothingIsLeft(expect, desk);
  });

  it("closes the request when the popup is closed in the middle of an answer", async ({
    expect,
  }) => {
    const desk = await startDesk(expect, { reply: { type: "hang", deltas: ["half"] } });
    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("half");

    await desk.tmux.tmux("display-popup", "-C");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
    await expect.poll(() => desk.provider.requests[0]?.closedEarly, WAIT).toBe(true);
    await nothingIsLeft(expect, desk);
  });

  it("closes the popup when the program is interrupted, and prints nothing", async ({ expect }) => {
    const desk = await deskInMenu(expect);

    await kill(desk, "bin.js", "INT", "--screen");

    expect(await desk.ended()).toEqual({ code: 130, out: EMPTY });
    await desk.seesNo("Rewrite selection");
    await nothingIsLeft(expect, desk);
  });

  it.for([
    { step: "in the menu", way: {} },
    { step: "while it asks", way: { f: "half" } },
    { step: "in the preview", way: { i: "accept" } },
    { step: "while the result is edited", way: { i: "accept", e: "in the editor" } },
  ])(
    "closes the popup when the program is killed $step, and the next run sweeps what it left",
    async ({ way }, { expect }) => {
      const desk = await startDesk(expect, {
        env: { EDITOR: "sh -c 'echo in the editor; read line'" },
        reply: ({ messages }) =>
          messages.some(({ content }) => content.includes("spelling"))
            ? { type: "hang", deltas: ["half"] }
            : { type: "answer", deltas: [BETTER] },
      });
      await desk.filter();
      await desk.sees("Rewrite selection");
      for (const [key, seen] of Object.entries(way)) {
        await desk.press(key);
        await desk.sees(seen);
      }

      await kill(desk, "bin.js", "KILL", "--screen");

      expect((await desk.ended()).out).toEqual(EMPTY);
      await desk.press("Enter"); // the editor is the user's to end
      await desk.seesNo("┌");
      expect(await desk.leftovers()).toHaveLength(1);
      await desk.filter("--action simplify --yes");
      expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
      await nothingIsLeft(expect, desk);
    },
  );

  it("does not sweep what others still use, but what is old and was never used", async ({
    expect,
  }) => {
    const desk = await deskInMenu(expect);
    const [inUse] = await desk.leftovers();
    const young = join(desk.home, "run/hexai-popup-young");
    const old = join(desk.home, "run/hexai-popup-old");
    await mkdir(young);
    await mkdir(old);
    await utimes(old, 1, 1);

    await desk.tmux.tmux("set-buffer", CODE);
    await desk.tmux.tmux("run-shell", `${HEXAI} --pane %0 --action simplify --yes`);

    await expect
      .poll(async () => (await desk.leftovers()).toSorted(), WAIT)
      .toEqual(["hexai-popup-young", inUse ?? ""].toSorted());
    await desk.press("Escape");
    expect(await desk.ended()).toEqual({ code: 0, out: ODD_BYTES });
  });

  it("ends when the tmux server is killed", async ({ expect }) => {
    const desk = await deskInMenu(expect);

    await desk.tmux.tmux("kill-server");

    await nothingIsLeft(expect, desk);
    await expect.poll(() => programsOf(desk), WAIT).toEqual([]);
  });

  it("does not hang for a tmux server that is stopped before the popup opens", async ({
    expect,
  }) => {
    const desk = await startDesk(expect);
    const env = { ...process.env, ...desk.tmux.inside, XDG_RUNTIME_DIR: join(desk.home, "run") };
    process.kill(desk.tmux.pid, "SIGSTOP");
    onTestFinished(() => void process.kill(desk.tmux.pid, "SIGCONT"));

    const ended = run("sh", ["-c", `printf x | ${HEXAI}`], { env });

    await expect(ended).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("tmux does not answer"),
    });
    expect(await desk.leftovers()).toEqual([]);
  });

  it("does not hang for a tmux server that is stopped under the menu", async ({ expect }) => {
    const desk = await startDesk(expect);
    const env = { ...process.env, ...desk.tmux.inside, XDG_RUNTIME_DIR: join(desk.home, "run") };
    const ended = run("sh", ["-c", `printf x | ${HEXAI}`], { env });
    await desk.sees("Rewrite selection");

    process.kill(desk.tmux.pid, "SIGSTOP");
    onTestFinished(() => void process.kill(desk.tmux.pid, "SIGCONT"));

    await expect(ended).resolves.toEqual({ stdout: "x", stderr: "" });
    expect(await desk.leftovers()).toEqual([]);
  });
});

async function deskInMenu(
  expect: ExpectStatic,
  selection: string | Buffer = ODD_BYTES,
): Promise<Desk> {
  const desk = await startDesk(expect, { selection });
  await desk.filter();
  await desk.sees("Rewrite selection");
  return desk;
}

async function nothingIsLeft(expect: ExpectStatic, desk: Desk): Promise<void> {
  await expect.poll(() => desk.leftovers(), WAIT).toEqual([]);
}

async function panes({ tmux }: Desk): Promise<number> {
  return (await tmux.tmux("list-panes")).trim().split("\n").length;
}

/** `$HOME/bin` with these programs and no others. */
async function onlyTheseIn({ home }: Desk, names: readonly string[]): Promise<void> {
  await mkdir(join(home, "bin"));
  for (const name of names) {
    await run("sh", ["-c", `ln -s "$(command -v ${name})" "${home}/bin/${name}"`]);
  }
}

/** Puts a tmux in front that has no popups, as before 3.2. */
async function oldTmuxIn({ home, tmux }: Desk): Promise<void> {
  const { stdout: real } = await run("sh", ["-c", "command -v tmux"]);
  const script = `#!/bin/sh
case "$1" in
  -V) echo "tmux 3.1c" ;;
  run-shell) echo "command run-shell: unknown flag -C" >&2; exit 1 ;;
  *) exec ${real.trim()} "$@" ;;
esac
`;
  await mkdir(join(home, "bin"));
  await writeFile(join(home, "bin/tmux"), script, { mode: 0o700 });
  await tmux.type('PATH="$HOME/bin:$PATH"');
}

/** Processes of the program in this desk's session, by what runs in them. */
async function programsOf({ home }: Desk): Promise<readonly { pid: number; args: string }[]> {
  needs("ps");
  const { stdout } = await run("ps", ["-A", "-o", "pid=,args="]);
  const rows = stdout.split("\n").flatMap((line) => {
    const [, pid, args] = /^ *(\d+) (.*)$/.exec(line) ?? [];
    return args?.includes("tmux-action/bin.js") === true ? [{ pid: Number(pid), args }] : [];
  });
  const mine = await Promise.all(
    rows.map(async (row) => {
      const environ = await readFile(`/proc/${row.pid}/environ`, "utf8").catch(() => "");
      return environ.includes(`HOME=${home}`) ? [row] : [];
    }),
  );
  return mine.flat();
}

/** Sends a signal to the one process whose command line has `part` and not `butNot`. */
async function kill(desk: Desk, part: string, signal = "KILL", butNot = "\0"): Promise<void> {
  const [found] = (await programsOf(desk)).filter(
    ({ args }) =>
      args.startsWith(process.execPath) && args.includes(part) && !args.includes(butNot),
  );
  await run("kill", [`-${signal}`, String(found?.pid)]);
}
