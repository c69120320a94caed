import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";

import { hexaiProgram, isExecutableTested } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { setUpCli } from "./cli-fixture.ts";

const PIECES = 400;
/** 100 kB. */
const PIECE = `${"0123456789".repeat(9_999)}abcdefghi\n`;
const LONG_ANSWER = PIECE.repeat(PIECES);

describe("hexai in a bad environment", () => {
  it("sends a prompt of 5 MB whole", async ({ expect }) => {
    const { hexai, provider } = await setUpCli({ type: "answer", deltas: ["ok"] });
    const piped = "日本 0123456789\n".repeat(300_000);

    const result = await hexai(["-q", "sum this up"], { stdin: piped });

    expect(result).toEqual({ code: 0, out: "ok\n", err: "" });
    expect(provider.requests[0]?.messages.at(-1)?.content === `sum this up\n\n${piped}`).toBe(true);
  });

  it.for([
    { place: "HOME=/proc/nowhere", why: "no home can be made" },
    { place: "HOME=/dev/null", why: "the home is no directory" },
    { place: "HOME= XDG_CACHE_HOME=relative", why: "there is no home" },
  ])("answers where $why", async ({ place }, { expect }) => {
    const { shell } = await setUpCli({ type: "answer", deltas: ["ok"] });

    const unset = "unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME";
    const result = await shell(`${unset}; ${place} "$BIN" x; ls -d relative`);

    expect(result.out).toBe("ok\n");
    expect(result.err).toMatch(/^provider=openai model=gpt-4\.1 time=/mu);
    expect(result.err).not.toContain("bug");
  });

  it.for([
    { name: "hexai", flag: "--version" },
    { name: "hexai", flag: "--help" },
    { name: "hexai-lsp", flag: "--version" },
    { name: "hexai-lsp", flag: "--man" },
    { name: "hexai-tmux-action", flag: "--help" },
  ] as const)("says that $name $flag cannot be written", async ({ name, flag }, { expect }) => {
    const { shell } = await setUpCli();
    const program = hexaiProgram(name);

    await expect(shell(`'${program}' ${flag} > /dev/full`)).resolves.toEqual({
      code: 1,
      out: "",
      err: `${name}: cannot write to stdout (ENOSPC)\n`,
    });
    const unread = `{ sleep 0.2; '${program}' ${flag}; echo "code $?" >&2; } | true`;
    await expect(shell(unread)).resolves.toEqual({ code: 0, out: "", err: "code 141\n" });
  });

  // The Bun of the native executable ends by itself there.
  it.skipIf(isExecutableTested)("answers in a directory that was removed", async ({ expect }) => {
    const { shell, home } = await setUpCli({ type: "answer", deltas: ["ok"] });
    await mkdir(join(home.dir, "gone"));

    const result = await shell('cd gone; rmdir "$HOME/gone"; "$BIN" -q x');

    expect(result).toMatchObject({ code: 0, out: "ok\n", err: "" });
  });

  it.for([
    { closed: "2>&-", out: "ok\n", why: "stderr" },
    { closed: ">&-", out: "", why: "stdout" },
    { closed: "<&- >&- 2>&-", out: "", why: "everything" },
  ])("ends in order when $why is closed", async ({ closed, out }, { expect }) => {
    const { shell } = await setUpCli({ type: "answer", deltas: ["ok"] });

    await expect(shell(`"$BIN" -q x ${closed}`)).resolves.toEqual({ code: 0, out, err: "" });
  });

  it("goes on when nobody reads stderr any more", async ({ expect }) => {
    const { shell } = await setUpCli({ type: "answer", deltas: ["o", "k"], delayMs: 100 });

    const result = await shell('{ "$BIN" x; echo "code $?"; } 2>&1 >answer | true; cat answer');

    expect(result.out).toBe("ok\ncode 0\n");
  });

  it("cancels the request when the terminal is closed", async ({ expect }) => {
    const { pane, provider } = await setUpCli({ type: "hang", deltas: ["half"] });
    const session = await pane();
    await session.type('"$BIN" x');
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    await session.stop();

    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
  });
});

describe("hexai whose other side does not speak TLS", () => {
  it("says so when the connection is closed", async ({ expect }) => {
    const { hexai } = await setUpCli();
    const port = await portOf((socket) => socket.destroy());

    const { code, err } = await hexai(["x"], {
      env: { HEXAI_OPENAI_BASE_URL: `https://127.0.0.1:${port}/v1` },
    });

    expect(err).toContain("closed the connection");
    expect(err).toContain("(ECONNRESET)");
    expect(code).toBe(1);
  });

  it("says so when a web server is taken for a proxy", async ({ expect }) => {
    const { hexai } = await setUpCli();
    const port = await portOf((socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n<p>hello</p>\r\n"));

    const { code, err } = await hexai(["--timeout", "30", "x"], {
      env: {
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
        HEXAI_OPENAI_BASE_URL: "https://api.example.test/v1",
      },
    });

    expect(err).toContain("what comes back is not TLS");
    expect(code).toBe(1);
  });
});

/** The port of a server that answers the first bytes of a client, whatever they are. */
async function portOf(answer: (socket: Socket) => unknown): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("hexai whose reader is slow", () => {
  it.for([
    { config: "", out: LONG_ANSWER, why: "one answer" },
    {
      config: ["a", "b"]
        .map((model) => `[[models.cli]]\nprovider = "openai"\nmodel = "${model}"\n`)
        .join(""),
      out: `## openai:a\n\n${LONG_ANSWER}\n## openai:b\n\n${LONG_ANSWER}`,
      why: "two",
    },
  ])("holds the provider back, and loses nothing of $why", async ({ config, out }, { expect }) => {
    const { shell, home, asked, openGate } = await withLongAnswers();
    await writeFile(join(home.dir, "config.toml"), config);
    const hexai = '"$BIN" -q --config config.toml x';
    const result = shell(`mkfifo gate; ${hexai} | { read _ < gate; cat; }`);
    await atRest(asked);

    expect(Math.max(...asked)).toBeLessThan(PIECES / 2);
    await openGate();

    const { code, err, ...all } = await result;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(all.out === out).toBe(true);
  });

  it("ends and cancels when the reader goes away", async ({ expect }) => {
    const { shell, asked, openGate, provider } = await withLongAnswers();
    const hexai = '{ "$BIN" -q x; echo "code $?" >&2; }';
    const result = shell(`mkfifo gate; ${hexai} | { read _ < gate; }`);
    await atRest(asked);

    await openGate();

    await expect(result).resolves.toEqual({ code: 0, out: "", err: "code 141\n" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
  });

  it.for([
    { signal: "SIGINT", code: 130 },
    { signal: "SIGTERM", code: 143 },
  ] as const)("ends on $signal though nobody reads", async ({ signal, code }, { expect }) => {
    const { shell, home, asked, provider } = await withLongAnswers();
    const hexai = '"$BIN" -q x > answer & echo $! > pid; wait $!; echo "code $?"';
    const result = shell(`mkfifo answer; exec 3<> answer; ${hexai}`);
    await atRest(asked);

    process.kill(Number(await readFile(join(home.dir, "pid"), "utf8")), signal);

    await expect(result).resolves.toEqual({ code: 0, out: `code ${code}\n`, err: "" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
  });
});

describe("hexai among other programs of a shell", () => {
  it("goes on reading a file on stdin where another program has stopped", async ({ expect }) => {
    const { shell, provider, home } = await setUpCli();
    await writeFile(join(home.dir, "lines"), "first\nsecond\nthird\n");

    const { out } = await shell('{ read -r line; "$BIN" -q x; cat; } < lines');

    expect(provider.requests[0]?.messages[1]?.content).toBe("x\n\nsecond\nthird\n");
    expect(out).not.toContain("second");
  });

  it("says what it says on stderr behind the answer, where both go into one file", async ({
    expect,
  }) => {
    const events = ["one ", "two ", "three"].map(
      (content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`,
    );
    const end = `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;
    const { shell } = await setUpCli({ type: "raw", chunks: [Buffer.from(events.join("") + end)] });

    const { out } = await shell('"$BIN" --no-cache --no-log --no-stdin x 2>&1 | cat');

    expect(out).toMatch(/^one two three\nprovider=openai /u);
  });

  it.for([
    { what: "an answer", program: '"$BIN" -q x', to: "" },
    { what: "a version", program: '"$BIN" --version', to: "" },
    { what: "what is said on stderr", program: '"$BIN" x >stdout', to: ">&2" },
  ])("leaves the pipe as it was behind $what, for the next program", async (row, { expect }) => {
    const { shell } = await setUpCli();
    const next = `head -c 1000000 /dev/zero ${row.to}`;

    const { out } = await shell(`{ ${row.program}; ${next}; } 2>&1 | { sleep 1; wc -c; }`);

    expect(Number(out)).toBeGreaterThan(1_000_000);
  });
});

describe("hexai on terminals of every kind", () => {
  const ANSWER = { type: "answer", deltas: ["# One\n\n", "a **b** `c`\n"] } as const;

  it("has colours", async ({ expect }) => {
    const { pane } = await setUpCli(ANSWER);
    const session = await pane();

    await session.type('"$BIN" -q x; echo "code $?"');

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain("\nOne\n\na b c\ncode 0\n");
    }, PATIENCE);
    expect(await session.tmux("capture-pane", "-p", "-e")).toContain("\u001b[1m");
  });

  it.for([
    { env: "NO_COLOR=1", shown: "\n# One\n\na **b** `c`\n", why: "NO_COLOR" },
    { env: "TERM=dumb", shown: "\n# One\n\na **b** `c`\n", why: "a dumb terminal" },
    { env: "FORCE_COLOR=0", shown: "\n# One\n\na **b** `c`\n", why: "FORCE_COLOR=0" },
  ])("has none with $why", async ({ env, shown }, { expect }) => {
    const { pane } = await setUpCli(ANSWER);
    const session = await pane();

    await session.type(`${env} "$BIN" -q x; echo "code $?"`);

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(`${shown}code 0\n`);
    }, PATIENCE);
    expect(await session.tmux("capture-pane", "-p", "-e")).not.toContain("\u001b[");
  });

  it("never decorates a pipe, not even with FORCE_COLOR", async ({ expect }) => {
    const { hexai } = await setUpCli(ANSWER);

    const result = await hexai(["x"], { env: { FORCE_COLOR: "1" } });

    expect(result.out).toBe("# One\n\na **b** `c`\n");
    expect(result.err).not.toContain("\u001b");
  });

  it("wraps an answer in a narrow window, and shows all of it", async ({ expect }) => {
    const { pane } = await setUpCli({
      type: "answer",
      deltas: ["- one two three four five\n\n", "|a|b|\n|-|-|\n|cell|other cell|\n"],
    });
    const session = await pane({ columns: 16, rows: 30 });

    await session.type("clear; $BIN -q x");

    await vi.waitFor(async () => {
      expect(await session.screen()).toContain(
        "• one two three\n  four five\n\na    │ b\n─────┼──────────\ncell │ other\n     │ cell\n",
      );
    }, PATIENCE);
  });

  it.for([
    {
      columns: 120,
      line: /^provider=openai model=\S+ time=\S+ tokens=\S+ cost=\$0 llm stats reqs=1 \| Σ reqs=1 /,
    },
    { columns: 70, line: /^provider=openai model=\S+ llm stats reqs=1 \| Σ reqs=1 rpm=\S+$/ },
    { columns: 24, line: /^provider=openai model=.*…$/ },
  ])("says in one line of $columns columns what it cost", async ({ columns, line }, { expect }) => {
    const { pane } = await setUpCli({ type: "answer", deltas: ["ok"] });
    const session = await pane({ columns, rows: 20 });

    await session.type("clear; $BIN --no-log x; echo end");

    await vi.waitFor(async () => expect(await session.screen()).toMatch(/^end$/mu), PATIENCE);
    const [, summary = "", end] = (await session.screen()).split("\n");
    expect(summary).toMatch(line);
    expect(end).toBe("end");
  });

  it("shows what would deceive a reader, torn between two deltas or not, and gives a pipe the bytes", async ({
    expect,
  }) => {
    const deltas = ["safe\u202e", "evil\u200b \u001b", "[31m 👩\u200d", "👧 می\u200cخواهم"];
    const { hexai, pane } = await setUpCli({ type: "answer", deltas });
    const session = await pane({ columns: 80, rows: 20 });

    const piped = await hexai(["-q", "x"]);
    await session.type("clear; $BIN -q --plain x; echo end");

    expect(piped.out).toBe(`${deltas.join("")}\n`);
    await vi.waitFor(async () => expect(await session.screen()).toMatch(/^end$/mu), PATIENCE);
    expect(await session.screen()).toContain("safe�evil� ␛[31m ");
  });

  it("leaves nothing of its waiting behind in a window that was made narrower", async ({
    expect,
  }) => {
    const { pane, provider } = await setUpCli({
      type: "answer",
      deltas: ["ok"],
      delayMs: 1500,
    });
    const session = await pane({ columns: 60, rows: 20 });
    await session.type("clear; $BIN --no-log x");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    await session.tmux("resize-window", "-x", "10");

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/^ok$/mu);
    }, PATIENCE);
    expect(await session.screen()).not.toMatch(/^[⠀-⣿]/mu);
  });

  it("ends a rendered answer on Ctrl-C with what had come", async ({ expect }) => {
    const { pane, usage } = await setUpCli({ type: "hang", deltas: ["# One\n\nhal", "f a"] });
    const session = await pane();
    await session.type('"$BIN" x; echo "code $?"');
    await vi.waitFor(async () => expect(await session.screen()).toContain("\nOne\n"), PATIENCE);

    await session.tmux("send-keys", "C-c");

    await vi.waitFor(async () => {
      expect(await session.screen()).toMatch(/\nOne\n(?:\^C)?\nhalf a\ncode 130\n/u);
    }, PATIENCE);
    expect((await usage()).global.reqs).toBe(0);
  });

  it("ends while it waits for stdin, on Ctrl-C", async ({ expect }) => {
    const { start } = await setUpCli(ANSWER);
    const child = start(["x"]);
    await once(child.stderr, "data");

    child.kill("SIGINT");

    await expect(child.ended).resolves.toMatchObject({ code: 130, out: "" });
  });
});

/** A provider whose every answer is 40 MB. */
async function withLongAnswers() {
  /** How many pieces of each answer the provider could get rid of. */
  const asked: number[] = [];
  const all = await setUpCli(() => {
    const index = asked.push(0) - 1;
    return {
      type: "raw",
      chunks: longAnswer((pieces) => {
        asked[index] = pieces;
      }),
    };
  });
  return { ...all, asked, openGate: () => writeFile(join(all.home.dir, "gate"), "\n") };
}

function* longAnswer(onPiece: (pieces: number) => void): Generator<Uint8Array> {
  const event = Buffer.from(eventOf({ content: PIECE }, null));
  for (let pieces = 0; pieces < PIECES; pieces += 1) {
    onPiece(pieces);
    yield event;
  }
  onPiece(PIECES);
  yield Buffer.from(`${eventOf({}, "stop")}data: [DONE]\n\n`);
}

function eventOf(delta: object, finishReason: string | null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

/** Waits until an answer has begun and the provider can get rid of no more. */
async function atRest(asked: readonly number[]): Promise<void> {
  let seen = "";
  const isAtRest = (): boolean => seen === (seen = asked.join(" ")) && /[1-9]/u.test(seen);
  await vi.waitUntil(isAtRest, { interval: 500, ...PATIENCE });
}
