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
  type TmuxActionFixture,
  HEXAI,
  ODD_BYTES,
  setUpTmuxAction,
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
    const fixture = await setUpTmuxAction(expect);
    await onlyTheseIn(fixture, ["sh", "node", "stty", "cat", "mv", "clear"]);
    await fixture.tmux.type(`${shell}; export PATH TMUX`);

    await fixture.filter();
    await fixture.sees(/^ hexai {2}5 lines/m, "Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("Enter");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    await fixture.seesNo("accept");
  });

  it.for([
    { why: "accepts", flags: "", keys: ["i", "=accept", "Enter"], out: BETTER },
    { why: "skips", flags: "", keys: ["s"], out: CODE },
    { why: "presses Esc", flags: "", keys: ["Escape"], out: CODE },
    { why: "drops the result", flags: "", keys: ["i", "=accept", "Escape"], out: CODE },
    { why: "wants no preview", flags: "--yes", keys: ["i"], out: BETTER },
  ])("says nothing on stderr when the user $why", async ({ flags, keys, out }, { expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.type("unset TMUX TMUX_PANE");

    await fixture.filter(`${flags} 2>err`);
    await fixture.sees("Rewrite selection");
    for (const key of keys) {
      await (key.startsWith("=") ? fixture.sees(key.slice(1)) : fixture.press(key));
    }

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(out) });
    expect(await fixture.read("err")).toBe("");
    expect(await fixture.tmux.tmux("display-message", "-p", "#{cursor_flag}")).toBe("1\n");
  });

  // In a pane of its own and not in a popup, of which tmux does not tell where the cursor stands.
  it.for([
    { typed: "", keys: [], x: 3, y: 0, why: "before anything is typed" },
    { typed: "shorter", keys: [], x: 10, y: 0, why: "behind letters" },
    { typed: "日本語", keys: [], x: 9, y: 0, why: "behind characters of two cells" },
    { typed: "日本語", keys: ["Left"], x: 7, y: 0, why: "on one of them" },
    { typed: "🙂 ok 🙂", keys: ["Left", "Left"], x: 8, y: 0, why: "between emoji" },
    { typed: "e\u0301é", keys: ["Left"], x: 4, y: 0, why: "behind an accent of its own" },
    { typed: "x".repeat(95), keys: [], x: 98, y: 0, why: "at the end of a full line" },
    { typed: "x".repeat(96), keys: [], x: 3, y: 1, why: "on the line below a full one" },
    { typed: "日".repeat(60), keys: [], x: 27, y: 1, why: "on the second line" },
    { typed: "日".repeat(60), keys: ["Home"], x: 3, y: 0, why: "at the start of two lines" },
  ])("has the terminal's cursor where one types: $why", async (row, { expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.type("unset TMUX TMUX_PANE");
    await fixture.filter("2>err");
    await fixture.sees("Rewrite selection");
    await fixture.press("p");
    await fixture.sees(/^ ›/mu);

    if (row.typed !== "") {
      await fixture.tmux.tmux("send-keys", "-l", row.typed);
    }
    await fixture.press(...row.keys);

    const lines = (await fixture.tmux.screen()).split("\n");
    const top = lines.findIndex((line) => line.startsWith(" ›"));
    await expect
      .poll(() => fixture.tmux.tmux("display-message", "-p", "#{cursor_x} #{cursor_y}"), WAIT)
      .toBe(`${row.x} ${top + row.y}\n`);
    expect(await fixture.tmux.tmux("display-message", "-p", "#{cursor_flag}")).toBe("1\n");
  });

  it("copies by OSC 52 outside tmux, and edits on the terminal", async ({ expect }) => {
    const better = BETTER.trimEnd();
    const fixture = await setUpTmuxAction(expect, {
      selection: CODE.trimEnd(),
      env: { EDITOR: "sh -c 'echo // edited >>$0'" },
    });
    await fixture.tmux.tmux("set-option", "-g", "set-clipboard", "on");
    await fixture.tmux.type("unset TMUX TMUX_PANE");
    await fixture.filter("--action simplify");
    await fixture.sees("accept");

    await fixture.press("y");
    await fixture.sees("OSC 52");
    await expect.poll(() => fixture.tmux.tmux("show-buffer"), WAIT).toBe(better);
    await fixture.press("e");
    await fixture.sees("// edited", "accept");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(`${better}// edited`);
    await nothingIsLeft(expect, fixture);
  });

  it("shows the menu in a pane below where tmux is older than 3.2", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await oldTmuxIn(fixture);

    await fixture.filter();
    await fixture.sees("Rewrite selection", "─────");
    expect(await panes(fixture)).toBe(2);
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("Enter");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    await expect.poll(() => panes(fixture), WAIT).toBe(1);
  });

  it("is in the popup of the inner session when one tmux runs in another", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, { columns: 120, rows: 40 });
    const inner = await startShell({ columns: 110, rows: 30 });
    onTestFinished(() => inner.stop());
    await fixture.tmux.type(`TMUX= tmux -u -S ${inner.socket} attach`);
    await fixture.sees(/^\[0\] 0:sh\*/m);
    await expect.poll(() => inner.tmux("list-clients"), WAIT).not.toBe("");

    await inner.type(`printf 'x\\n' | ${HEXAI}; echo "ended with $?"`);
    await fixture.sees("Rewrite selection");
    await fixture.press("Escape");

    await fixture.sees("ended with 0");
  });

  it("is on the terminal of a popup that it is called in", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    const command = `printf 'x\\n' | ${HEXAI} >"$HOME/out"; echo $? >"$HOME/code"`;
    const popup = fixture.tmux.tmux("display-popup", "-E", "-w", "90%", "-h", "90%", command);

    await fixture.sees("Rewrite selection");
    await fixture.press("Escape");
    await popup;

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from("x\n") });
    expect(await fixture.leftovers()).toEqual([]);
  });

  it("leaves a terminal alone that a full-screen program holds", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.type("unset TMUX; stty -icanon");

    await fixture.filter();

    expect(await fixture.ended()).toEqual({ code: 2, out: EMPTY });
    await fixture.sees("there is no place for the menu", "--action ID");
  });

  it("has no menu without a client, and runs what is named", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, { isAttached: false });
    const pane = `${HEXAI} --pane %0`;
    await fixture.tmux.tmux("set-buffer", CODE);

    await fixture.tmux.tmux("run-shell", `${pane} 2>${fixture.home}/err || true`);
    await fixture.tmux.tmux("run-shell", `${pane} --action simplify --yes`);

    expect(await readFile(join(fixture.home, "err"), "utf8")).toContain(
      "there is no place for the menu",
    );
    expect(await fixture.tmux.tmux("show-buffer")).toBe(BETTER);
  });
});

describe("hexai-tmux-action when something dies", () => {
  it("gives the selection back when the popup is closed from outside", async ({ expect }) => {
    const fixture = await deskInMenu(expect);

    await fixture.tmux.tmux("display-popup", "-C");

    expect(await fixture.ended()).toEqual({ code: 0, out: ODD_BYTES });
    await nothingIsLeft(expect, fixture);
  });

  it("gives the selection back when the popup's program is killed", async ({ expect }) => {
    const fixture = await deskInMenu(expect);

    await kill(fixture, "--screen");

    expect(await fixture.ended()).toEqual({ code: 0, out: ODD_BYTES });
    await nothingIsLeft(expect, fixture);
  });

  it("closes the request when the popup is closed in the middle of an answer", async ({
    expect,
  }) => {
    const fixture = await setUpTmuxAction(expect, { reply: { type: "hang", deltas: ["half"] } });
    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("half");

    await fixture.tmux.tmux("display-popup", "-C");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
    await expect.poll(() => fixture.provider.requests[0]?.closedEarly, WAIT).toBe(true);
    await nothingIsLeft(expect, fixture);
  });

  it("closes the popup when the program is interrupted, and prints nothing", async ({ expect }) => {
    const fixture = await deskInMenu(expect);

    await kill(fixture, "", "INT", "--screen");

    expect(await fixture.ended()).toEqual({ code: 130, out: EMPTY });
    await fixture.seesNo("Rewrite selection");
    await nothingIsLeft(expect, fixture);
  });

  it.for([
    { step: "in the menu", way: {} },
    { step: "while it asks", way: { f: "half" } },
    { step: "in the preview", way: { i: "accept" } },
    { step: "while the result is edited", way: { i: "accept", e: "in the editor" } },
  ])(
    "closes the popup when the program is killed $step, and the next run sweeps what it left",
    async ({ way }, { expect }) => {
      const fixture = await setUpTmuxAction(expect, {
        env: { EDITOR: "sh -c 'echo in the editor; read line'" },
        reply: ({ messages }) =>
          messages.some(({ content }) => content.includes("spelling"))
            ? { type: "hang", deltas: ["half"] }
            : { type: "answer", deltas: [BETTER] },
      });
      await fixture.filter();
      await fixture.sees("Rewrite selection");
      for (const [key, seen] of Object.entries(way)) {
        await fixture.press(key);
        await fixture.sees(seen);
      }

      await kill(fixture, "", "KILL", "--screen");

      expect((await fixture.ended()).out).toEqual(EMPTY);
      await fixture.press("Enter"); // the editor is the user's to end
      await fixture.seesNo("┌");
      expect(await fixture.leftovers()).toHaveLength(1);
      await fixture.filter("--action simplify --yes");
      expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
      await nothingIsLeft(expect, fixture);
    },
  );

  it("does not sweep what others still use, but what is old and was never used", async ({
    expect,
  }) => {
    const fixture = await deskInMenu(expect);
    const [inUse] = await fixture.leftovers();
    const young = join(fixture.home, "run/hexai-popup-young");
    const old = join(fixture.home, "run/hexai-popup-old");
    await mkdir(young);
    await mkdir(old);
    await utimes(old, 1, 1);

    await fixture.tmux.tmux("set-buffer", CODE);
    await fixture.tmux.tmux("run-shell", `${HEXAI} --pane %0 --action simplify --yes`);

    await expect
      .poll(async () => (await fixture.leftovers()).toSorted(), WAIT)
      .toEqual(["hexai-popup-young", inUse ?? ""].toSorted());
    await fixture.press("Escape");
    expect(await fixture.ended()).toEqual({ code: 0, out: ODD_BYTES });
  });

  it("ends when the tmux server is killed", async ({ expect }) => {
    const fixture = await deskInMenu(expect);

    await fixture.tmux.tmux("kill-server");

    await nothingIsLeft(expect, fixture);
    await expect.poll(() => programsOf(fixture), WAIT).toEqual([]);
  });

  it("does not hang for a tmux server that is stopped before the popup opens", async ({
    expect,
  }) => {
    const fixture = await setUpTmuxAction(expect);
    const env = {
      ...process.env,
      ...fixture.tmux.inside,
      XDG_RUNTIME_DIR: join(fixture.home, "run"),
    };
    process.kill(fixture.tmux.pid, "SIGSTOP");
    onTestFinished(() => void process.kill(fixture.tmux.pid, "SIGCONT"));

    const ended = run("sh", ["-c", `printf x | ${HEXAI}`], { env });

    await expect(ended).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("tmux does not answer"),
    });
    expect(await fixture.leftovers()).toEqual([]);
  });

  it("does not hang for a tmux server that is stopped under the menu", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    const env = {
      ...process.env,
      ...fixture.tmux.inside,
      XDG_RUNTIME_DIR: join(fixture.home, "run"),
    };
    const ended = run("sh", ["-c", `printf x | ${HEXAI}`], { env });
    await fixture.sees("Rewrite selection");

    process.kill(fixture.tmux.pid, "SIGSTOP");
    onTestFinished(() => void process.kill(fixture.tmux.pid, "SIGCONT"));

    await expect(ended).resolves.toEqual({ stdout: "x", stderr: "" });
    expect(await fixture.leftovers()).toEqual([]);
  });
});

async function deskInMenu(
  expect: ExpectStatic,
  selection: string | Buffer = ODD_BYTES,
): Promise<TmuxActionFixture> {
  const fixture = await setUpTmuxAction(expect, { selection });
  await fixture.filter();
  await fixture.sees("Rewrite selection");
  return fixture;
}

async function nothingIsLeft(expect: ExpectStatic, fixture: TmuxActionFixture): Promise<void> {
  await expect.poll(() => fixture.leftovers(), WAIT).toEqual([]);
}

async function panes({ tmux }: TmuxActionFixture): Promise<number> {
  return (await tmux.tmux("list-panes")).trim().split("\n").length;
}

/** `$HOME/bin` with these programs and no others. */
async function onlyTheseIn({ home }: TmuxActionFixture, names: readonly string[]): Promise<void> {
  await mkdir(join(home, "bin"));
  for (const name of names) {
    await run("sh", ["-c", `ln -s "$(command -v ${name})" "${home}/bin/${name}"`]);
  }
}

/** Puts a tmux in front that has no popups, as before 3.2. */
async function oldTmuxIn({ home, tmux }: TmuxActionFixture): Promise<void> {
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

/** How a command line of the program begins: of the one that Node runs, or of the native executable and its popup. */
const PROGRAM =
  /^(?:\S*node \S+tmux-action\/bin\.js|\S*\/hexai-tmux-action|\S*\/hexai --as=hexai-tmux-action)(?: |$)/u;

/** Processes of the program in this fixture's session, by what runs in them. */
async function programsOf({
  home,
}: TmuxActionFixture): Promise<readonly { pid: number; args: string }[]> {
  needs("ps");
  const { stdout } = await run("ps", ["-A", "-o", "pid=,args="]);
  const rows = stdout.split("\n").flatMap((line) => {
    const [, pid, args] = /^ *(\d+) (.*)$/.exec(line) ?? [];
    return args !== undefined && PROGRAM.test(args) ? [{ pid: Number(pid), args }] : [];
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
async function kill(
  fixture: TmuxActionFixture,
  part: string,
  signal = "KILL",
  butNot = "\0",
): Promise<void> {
  const [found] = (await programsOf(fixture)).filter(
    ({ args }) => args.includes(part) && !args.includes(butNot),
  );
  await run("kill", [`-${signal}`, String(found?.pid)]);
}
