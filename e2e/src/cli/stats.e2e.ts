import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { createStore } from "@hexai/stats";
import type { TemporaryHome, TmuxSession } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { cacheOf, setUpCli } from "./cli-fixture.ts";

const SIZES = [40, 80, 200] as const;

/** What a terminal may send that is neither q nor Esc nor Ctrl-C. */
const OTHER_KEYS: Readonly<Record<string, string | Uint8Array>> = {
  "F1 with modifiers": "\u001b[1;2P\u001b[1;3P\u001b[1;5P\u001b[1;6P\u001b[1;8P",
  "Ctrl-F2 to Ctrl-F4": "\u001b[1;5Q\u001b[1;5R\u001b[1;5S",
  "Ctrl-F5 and Ctrl-F12": "\u001b[15;5~\u001b[24;5~",
  "F13 to F20": "\u001b[25~\u001b[26~\u001b[28~\u001b[29~\u001b[31~\u001b[32~\u001b[33~\u001b[34~",
  "F1 of other terminals": "\u001bOP\u001b[[A\u001b[11~\u001bO5P\u001b[11^",
  "arrows with modifiers": "\u001b[A\u001bOA\u001b[1;5A\u001b[1;9D\u001bOd",
  "keys of kitty's": "\u001b[97;5u\u001b[57376;1:3u\u001b[27;5;9~\u001b[;u",
  "Alt and a letter": "\u001bx\u001bX",
  "reports of the mouse": "\u001b[<0;12;3M\u001b[<0;12;3m\u001b[M !!\u001b[32;12;3M",
  "the focus that comes and goes": "\u001b[I\u001b[O",
  "a paste in its frame": "\u001b[200~pasted\r\nlines 日本\u001b[201~",
  "answers to what nobody asked":
    "\u001b[?62;1;4c\u001b[3;1R\u001b]11;rgb:0000/0000/0000\u0007\u001b[?1;2$y",
  "control keys": "\u0000\u0001\u0004\t\r\n\u0011\u0013\u0015\u001a\u001c\u001d\u001e\u001f\u007f",
  "no UTF-8": Uint8Array.of(0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x80, 0x9b, 0x31, 0x50, 0xf0, 0x9f),
  "a sequence without an end": `\u001b[${"1;".repeat(2_000)}x`,
  "10 kB of rubbish": Uint8Array.from({ length: 10_000 }, (_, index) => otherByte(index)),
};

describe("hexai stats on a terminal", () => {
  it.for(SIZES)("fits into %i columns and cuts no figure", async (columns, { expect }) => {
    const { store, pane } = await withStore();
    await store.update("openrouter", "anthropic/claude-sonnet-4.5:thinking", 123_456, 999_900_000);
    const session = await pane({ columns, rows: 20 });

    await session.type('clear; "$BIN" stats; echo "code $?"');

    await vi.waitFor(async () => expect(await session.screen()).toContain("code 0\n"), PATIENCE);
    const screen = await session.screen();
    expect(screen.match(/^.*1 +0\.02 +123\.5kB +999\.9MB +100%$/gmu)).toHaveLength(2);
    expect(screen).toMatch(/^openrouter:a/mu);
  });

  it("adds up while other processes write", async ({ expect }) => {
    const { hexai, home, store } = await withStore();
    const written = Promise.all(["a", "b", "c", "d"].map((model) => writer(home, model, 50)));

    const during = await Promise.all(Array.from({ length: 4 }, () => hexai(["stats", "--json"])));
    await written;

    for (const { code, out } of [...during, await hexai(["stats", "--json"])]) {
      const { global, models } = JSON.parse(out);
      expect(code).toBe(0);
      expect(sumOf(models, "reqs")).toBe(global.reqs);
      expect(sumOf(models, "recv")).toBe(global.recv);
      expect(global.recv).toBe(2 * global.reqs);
    }
    expect((await store.snapshot()).global.reqs).toBe(200);
  });
});

describe("hexai stats for programs", () => {
  it("says in JSON what the window is and what was skipped", async ({ expect }) => {
    const { hexai } = await setUpCli();

    const { out } = await hexai(["stats", "--json"], {
      env: { HEXAI_STATS_WINDOW_MINUTES: "45" },
    });

    const { schema, window_seconds, from, to, skipped_events } = JSON.parse(out);
    expect({ schema, window_seconds, skipped_events }).toEqual({
      schema: 1,
      window_seconds: 45 * 60,
      skipped_events: 0,
    });
    expect(Date.parse(to) - Date.parse(from)).toBe(45 * 60_000);
  });

  it("lets no name become a formula in CSV", async ({ expect }) => {
    const { hexai, store } = await withStore();
    await store.update("p", '=cmd|"/c calc"!A1', 3, 4);

    const { out } = await hexai(["stats", "--csv"]);

    expect(out).toMatch(
      /^provider,model,.*\r\n"p","'=cmd\|""\/c calc""!A1",1,0\.01\d+,3,4,1,,,,,,0,,0\r\n$/u,
    );
  });
});

describe("hexai stats --watch", () => {
  it.for(SIZES)("follows what happens, %i columns wide", async (columns, { expect }) => {
    const { home, pane } = await withStore();
    const session = await pane({ columns, rows: 24 });
    await watching(session);
    await vi.waitFor(
      async () => expect(await session.screen()).toContain("No requests yet."),
      PATIENCE,
    );

    await Promise.all([writer(home, "gpt-4.1", 10), writer(home, "gpt-4.1", 10)]);

    await vi.waitFor(async () => {
      const screen = await session.screen();
      expect(screen).toMatch(/^20 requests {3}0\.33 per minute/mu);
      expect(screen).toMatch(/20 +0\.33 +20B +40B +100%$/mu);
      expect(screen).toContain("█");
    }, PATIENCE);
  });

  it("adapts to a terminal that is resized", async ({ expect }) => {
    const { store, pane } = await withStore();
    await store.update("openrouter", "anthropic/claude-sonnet-4.5", 1_200_000, 3_400_000);
    const session = await pane({ columns: 120, rows: 24 });
    await watching(session);
    await vi.waitFor(
      async () => expect(await session.screen()).toMatch(/^openrouter.* 3\.4MB +100%$/mu),
      PATIENCE,
    );

    await session.tmux("resize-window", "-x", "40", "-y", "24");

    await vi.waitFor(async () => {
      const lines = (await session.screen()).trimEnd().split("\n");
      expect(lines).toContain("     1 0.02 1.2MB 3.4MB  100%");
      expect(lines.filter((line) => line.startsWith("Σ all requests"))).toHaveLength(1);
    }, PATIENCE);
  });

  it("stays open at every other key and byte", async ({ expect }) => {
    const { home, store, pane } = await withStore();
    const session = await pane();
    await watching(session);
    await drawn(session);
    let requests = 0;

    for (const [why, keys] of Object.entries(OTHER_KEYS)) {
      const file = join(home.dir, "keys");
      await writeFile(file, keys);
      await session.tmux("load-buffer", file);
      await session.pasteRaw("-r");
      await store.update("p", "m", 1, 2);
      requests += 1;
      const line = new RegExp(`^${requests} requests?  `, "mu");
      await vi.waitFor(async () => expect(await session.screen(), why).toMatch(line), PATIENCE);
    }

    await session.tmux("send-keys", "q");
    await vi.waitFor(async () => expect(await session.screen()).toContain("code 0\n"), PATIENCE);
  });

  it.for(["q", "Escape", "C-c"])("gives the screen back after %s", async (key, { expect }) => {
    const { pane } = await withStore();
    const session = await pane();
    await session.type("echo before");
    await vi.waitUntil(async () => /\nbefore\n.*[#$]/u.test(await session.screen()), PATIENCE);
    await watching(session);
    await drawn(session);

    await session.tmux("send-keys", key);

    await vi.waitFor(async () => expect(await session.screen()).toContain("code 0\n"), PATIENCE);
    expect(await session.screen()).toMatch(/\nbefore\n.*stats --watch.*\ncode 0\n/u);
    expect(await session.screen()).not.toContain("Σ all requests");
    expect(await modesOf(session)).toBe("0 1");
    await session.type("stty -a");
    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/ icrnl .*\nisig icanon iexten echo /su);
    }, PATIENCE);
  });

  it("gives the screen back when it is terminated", async ({ expect }) => {
    const { pane, home } = await withStore();
    const session = await pane();
    const command = 'echo $$ > "$HOME/pid"; exec "$BIN" stats --watch';
    await session.type(`env -u CI sh -c '${command}'; echo "code $?"`);
    await drawn(session);

    process.kill(Number(await readFile(join(home.dir, "pid"), "utf8")), "SIGTERM");

    await vi.waitFor(async () => expect(await session.screen()).toContain("code 143\n"), PATIENCE);
    expect(await modesOf(session)).toBe("0 1");
  });

  it.for([
    { command: '"$BIN" stats --watch < /dev/null', why: "no keys" },
    { command: '"$BIN" stats --watch | cat', why: "nowhere to draw" },
    { command: 'TERM=dumb "$BIN" stats --watch', why: "nothing can be taken back" },
  ])("needs a terminal: $why", async ({ command }, { expect }) => {
    const { pane } = await withStore();
    const session = await pane();

    await session.type(`${command}; echo done`);

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(
        "hexai: hexai stats --watch needs a terminal; try hexai stats --json\ndone\n",
      );
    }, PATIENCE);
  });

  it("says so with exit code 2", async ({ expect }) => {
    const { hexai } = await setUpCli();

    await expect(hexai(["stats", "--watch"])).resolves.toEqual({
      code: 2,
      out: "",
      err: "hexai: hexai stats --watch needs a terminal; try hexai stats --json\n",
    });
  });
});

describe("hexai stats --reset", () => {
  it.for([
    { keys: ["y", "Enter"], said: "Forgot 1 request of the last 1h.", code: 0, left: 0 },
    { keys: ["n", "Enter"], said: "Nothing was forgotten.", code: 0, left: 1 },
    { keys: ["Enter"], said: "Nothing was forgotten.", code: 0, left: 1 },
    { keys: ["C-d"], said: "Nothing was forgotten.", code: 0, left: 1 },
    { keys: ["C-c"], said: "", code: 130, left: 1 },
  ])("asks, and leaves $left after $keys", async ({ keys, said, code, left }, { expect }) => {
    const { store, pane } = await withStore();
    await store.update("p", "m", 1, 2);
    const session = await pane();
    await session.type('"$BIN" stats --reset; echo "code $?"');
    await vi.waitFor(
      async () => expect(await session.screen()).toContain("Forget 1 request "),
      PATIENCE,
    );

    await session.tmux("send-keys", ...keys);

    await vi.waitFor(
      async () => expect(await session.screen()).toContain(`${said}\ncode ${code}\n`),
      PATIENCE,
    );
    expect((await store.snapshot()).global.reqs).toBe(left);
  });

  it("does not ask with --yes", async ({ expect }) => {
    const { hexai, store, home } = await withStore();
    await store.update("p", "m", 1, 2);

    const result = await hexai(["stats", "--reset", "--yes"]);

    expect(result).toEqual({ code: 0, out: "Forgot 1 request of the last 1h.\n", err: "" });
    expect(JSON.parse(await readFile(join(cacheOf(home), "stats.json"), "utf8"))).toMatchObject({
      version: 1,
      events: [],
    });
  });

  it("refuses when there is nobody to ask", async ({ expect }) => {
    const { hexai, store } = await withStore();
    await store.update("p", "m", 1, 2);

    const result = await hexai(["stats", "--reset"], { stdin: "y\n" });

    expect(result).toMatchObject({ code: 2, out: "", err: expect.stringContaining("add --yes") });
    expect((await store.snapshot()).global.reqs).toBe(1);
  });
});

/** Any byte but those that leave or may begin with what leaves. */
function otherByte(index: number): number {
  const byte = (index * 167 + (index >> 8) * 31) % 256;
  return [0x03, 0x1b, 0x71].includes(byte) ? 0x78 : byte;
}

async function withStore() {
  const all = await setUpCli();
  return { ...all, store: createStore({ dir: cacheOf(all.home) }) };
}

/** Another process, which records so many requests of one byte there and two back. */
async function writer(home: TemporaryHome, model: string, count: number): Promise<void> {
  const code = `
    import { update } from "@hexai/stats";
    for (let left = ${count}; left > 0; left -= 1) {
      await update("openai", ${JSON.stringify(model)}, 1, 2);
    }`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: import.meta.dirname,
    env: home.env,
  });
}

function sumOf(models: readonly Record<string, number>[], name: string): number {
  return models.reduce((sum, model) => sum + (model[name] ?? 0), 0);
}

/** Starts the view. `CI` would keep ink from drawing. */
async function watching(session: TmuxSession): Promise<void> {
  await session.type('env -u CI "$BIN" stats --watch; echo "code $?"');
}

async function drawn(session: TmuxSession): Promise<void> {
  await vi.waitUntil(async () => (await session.screen()).includes("q quits"), PATIENCE);
}

/** Whether the other screen is on, and whether the cursor can be seen. */
async function modesOf(session: TmuxSession): Promise<string> {
  const format = "#{alternate_on} #{cursor_flag}";
  return (await session.tmux("display-message", "-p", format)).trimEnd();
}
