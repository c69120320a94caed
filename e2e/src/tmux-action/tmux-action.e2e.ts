import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { buffer, text } from "node:stream/consumers";

import { createStore } from "@hexai/stats";
import {
  isExecutableTested,
  hexaiProgram,
  type ProviderReply,
  startProvider,
  startTmux,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";

const APP = join(import.meta.dirname, "../../../apps/tmux-action");
const BIN = hexaiProgram("hexai-tmux-action");
const SIMPLIFY = ["--action", "simplify", "--yes"];
const ANSWER: ProviderReply = { type: "answer", deltas: ["```ts\n", "const 日 = 1;\n", "```"] };

describe("hexai-tmux-action", () => {
  it.for([
    {
      selection: "  let x = 1\n",
      result: "  const 日 = 1;\n",
      why: "indentation and line break stay",
    },
    { selection: "let x = 1", result: "const 日 = 1;", why: "no line break is added" },
    { selection: "let x = 1\r\n", result: "const 日 = 1;\r\n", why: "CRLF stays" },
  ])("prints the model's answer in place of the selection: $why", async (row, { expect }) => {
    const { filter, provider } = await setUp(ANSWER);

    const result = await filter(SIMPLIFY, row.selection);

    expect(result).toEqual({ code: 0, out: Buffer.from(row.result), err: "" });
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("let x = 1");
  });

  it("needs no --yes, since a filter has nowhere to show a preview", async ({ expect }) => {
    const { filter } = await setUp(ANSWER);

    await expect(filter(["--action=simplify"], "x\n")).resolves.toMatchObject({ code: 0, err: "" });
  });

  it("tells the Σ on stderr when its user looks for faults", async ({ expect }) => {
    const { filter } = await setUp(ANSWER, { HEXAI_LOG_LEVEL: "debug" });

    const { out, err } = await filter(SIMPLIFY, "x\n");

    expect(String(out)).toBe("const 日 = 1;\n");
    expect(err).toMatch(/^hexai-tmux-action: llm stats reqs=1 .* \| Σ reqs=1 .*\n$/);
  });

  it("follows the instruction in the selection and removes it", async ({ expect }) => {
    const { filter, provider } = await setUp(ANSWER);

    const { out } = await filter(["--action", "rewrite"], "\tlet x >!use const>\n");

    expect(String(out)).toBe("\tconst 日 = 1;\n");
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("use const");
    expect(provider.requests[0]?.messages.at(-1)?.content).not.toContain(">!");
  });

  it("reads and writes files", async ({ expect }) => {
    const { filter, home } = await setUp(ANSWER);
    const file = join(home.dir, "a.ts");
    await writeFile(file, "let x = 1;\n");

    const result = await filter([...SIMPLIFY, "--infile", file, "--outfile", file]);

    expect(result).toEqual({ code: 0, out: Buffer.alloc(0), err: "" });
    expect(await readFile(file, "utf8")).toBe("const 日 = 1;\n");
  });

  it("reads and writes what the shell has opened", async ({ expect }) => {
    const { shell, home } = await setUp(ANSWER);
    await writeFile(join(home.dir, "a.ts"), "let x = 1;\n");

    const result = await shell(
      'cat a.ts | "$BIN" --action simplify --yes --infile /dev/stdin --outfile /dev/stdout | cat',
    );

    expect(result).toMatchObject({ code: 0, err: "" });
    expect(String(result.out)).toBe("const 日 = 1;\n");
    expect(String(await readdir(home.dir))).not.toContain("pipe");
  });

  it("takes the rest of a file, and leaves a pipe as it was for the next program", async ({
    expect,
  }) => {
    const { shell, home } = await setUp(ANSWER);
    await writeFile(join(home.dir, "lines"), "first\nsecond\n");

    const rest = await shell('{ read -r line; "$BIN" --action skip; cat; } < lines');
    const both = await shell(
      '{ "$BIN" --version; head -c 1000000 /dev/zero; } | { sleep 1; wc -c; }',
    );

    expect(String(rest.out)).toBe("second\n");
    expect(Number(both.out)).toBeGreaterThan(1_000_000);
  });

  it("takes no directory for a selection", async ({ expect }) => {
    const { shell } = await setUp(ANSWER);

    const result = await shell('"$BIN" --action skip < /');

    expect(result).toMatchObject({ code: 1, out: Buffer.alloc(0) });
    expect(result.err).toBe(
      "hexai-tmux-action: cannot read the selection: stdin is a directory; pipe a text into it, or add --infile FILE\n",
    );
  });

  it("counts the request and shows the Σ in tmux", async ({ expect }) => {
    const tmux = await startTmux({ columns: 80, rows: 5 });
    onTestFinished(() => tmux.stop());
    const { filter, usage } = await setUp(ANSWER, tmux.inside);

    await filter(SIMPLIFY, "x\n");

    expect((await usage()).global).toMatchObject({ reqs: 1, recv: 24 });
    const status = await tmux.tmux("show-options", "-gqv", "@hexai_status");
    expect(status).toContain("Σ@1h reqs=1");
    expect(status).not.toContain("⏳");
  });

  it("takes the hourglass away when the model fails", async ({ expect }) => {
    const tmux = await startTmux({ columns: 80, rows: 5 });
    onTestFinished(() => tmux.stop());
    const { start } = await setUp({ type: "hang" }, tmux.inside);
    const status = async () => tmux.tmux("show-options", "-gqv", "@hexai_status");
    const child = start(SIMPLIFY);
    child.stdin.end("x\n");
    await vi.waitFor(async () => expect(await status()).toContain("⏳"), PATIENCE);

    child.kill("SIGINT");

    await expect(child.ended).resolves.toMatchObject({ code: 130, err: "" });
    expect(await status()).not.toContain("⏳");
  });

  // The Bun of the native executable ends by itself there.
  it.skipIf(isExecutableTested)("answers in a directory that was removed", async ({ expect }) => {
    const { shell, home } = await setUp(ANSWER);
    await mkdir(join(home.dir, "gone"));

    const result = await shell(
      `cd gone; rmdir "$HOME/gone"; echo x | "$BIN" ${SIMPLIFY.join(" ")}`,
    );

    expect(result).toEqual({ code: 0, out: Buffer.from("const 日 = 1;\n"), err: "" });
  });

  it("answers although the statistics cannot be written", async ({ expect }) => {
    const { filter } = await setUp(ANSWER, { XDG_CACHE_HOME: "/dev/null/cache" });

    await expect(filter(SIMPLIFY, "x\n")).resolves.toMatchObject({ code: 0, err: "" });
  });
});

describe("hexai-tmux-action --action skip", () => {
  it.for([
    { bytes: Buffer.alloc(0), why: "nothing" },
    { bytes: Buffer.from("no line break"), why: "no final line break" },
    { bytes: Buffer.from(" \r\n\t\n\n"), why: "white space" },
    { bytes: Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x00, 0xc3]), why: "no UTF-8" },
    { bytes: Buffer.alloc(5_000_000, "é🙂\xff", "latin1"), why: "five megabytes" },
  ])("gives back $why byte for byte", async ({ bytes }, { expect }) => {
    const { filter, provider } = await setUp(ANSWER);

    const { code, out, err } = await filter(["--action", "skip"], bytes);

    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.equals(bytes)).toBe(true);
    expect(provider.requests).toEqual([]);
  });

  it("works with a broken configuration", async ({ expect }) => {
    const { filter, home } = await setUp(ANSWER);
    await mkdir(join(home.dir, ".config/hexai"));
    await writeFile(join(home.dir, ".config/hexai/config.toml"), "[");

    await expect(filter(["--action", "skip"], "x")).resolves.toMatchObject({ code: 0, err: "" });
  });
});

describe("hexai-tmux-action on failure prints nothing and says why", () => {
  it.for([
    { reply: { type: "status", status: 503, body: "" }, part: "503", why: "the provider refuses" },
    { reply: { type: "break-off", deltas: ["half an "] }, part: "", why: "the answer breaks off" },
  ] as const)("when $why", async ({ reply, part }, { expect }) => {
    const { filter, usage } = await setUp(reply);

    const { code, out, err } = await filter(SIMPLIFY, "x\n");

    expect({ code, out: String(out) }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^hexai-tmux-action: [^\n]+\n$/);
    expect(err).toContain(part);
    expect((await usage()).global.reqs).toBe(0);
  });

  it.for([
    { args: SIMPLIFY, selection: Buffer.from([0x61, 0xff]), code: 1, part: "not UTF-8" },
    { args: SIMPLIFY, selection: "\n", code: 1, part: "empty" },
    { args: ["--action", "rewrite"], selection: "x\n", code: 1, part: "instruction" },
    { args: [...SIMPLIFY, "--infile", "missing"], selection: "", code: 1, part: "missing" },
    { args: [...SIMPLIFY, "--config", "missing"], selection: "x", code: 1, part: "missing" },
    { args: [], selection: "x\n", code: 2, part: "unit_test, custom_prompt, skip" },
    { args: ["--action", "dance"], selection: "x\n", code: 2, part: "dance" },
  ])("with $code for $args: $part", async ({ args, selection, code, part }, { expect }) => {
    const { filter, provider } = await setUp(ANSWER);

    const result = await filter(args, selection);

    expect({ code: result.code, out: String(result.out) }).toEqual({ code, out: "" });
    expect(result.err).toMatch(/^hexai-tmux-action: [^\n]+\n$/);
    expect(result.err).toContain(part);
    expect(provider.requests).toEqual([]);
  });

  it("without a key", async ({ expect }) => {
    const { filter } = await setUp(ANSWER, { OPENAI_API_KEY: "" });

    await expect(filter(SIMPLIFY, "x\n")).resolves.toEqual({
      code: 1,
      out: Buffer.alloc(0),
      err: expect.stringContaining("export OPENAI_API_KEY="),
    });
  });

  it("and leaves --outfile alone", async ({ expect }) => {
    const { filter, home } = await setUp({ type: "break-off", deltas: ["half"] });
    const outfile = join(home.dir, "out");
    await writeFile(outfile, "old");

    await filter([...SIMPLIFY, "--outfile", outfile], "x\n");

    expect(await readFile(outfile, "utf8")).toBe("old");
  });

  it("with 130 after Ctrl-C, which ends the request", async ({ expect }) => {
    const { start, provider } = await setUp({ type: "hang", deltas: ["half"] });
    const child = start(SIMPLIFY);
    child.stdin.end("x\n");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    child.kill("SIGINT");

    await expect(child.ended).resolves.toEqual({ code: 130, out: Buffer.alloc(0), err: "" });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
  });

  it("with 130 after Ctrl-C while it still reads", async ({ expect }) => {
    const { start } = await setUp(ANSWER);
    const child = start(["--action", "skip"]);
    child.stdin.write(Buffer.alloc(1_000_000)); // more than fits into a pipe
    await vi.waitFor(() => expect(child.stdin.writableLength).toBe(0), PATIENCE);

    child.kill("SIGINT");

    await expect(child.ended).resolves.toEqual({ code: 130, out: Buffer.alloc(0), err: "" });
  });

  it("ends the program that is to print a key when it is stopped", async ({ expect }) => {
    const { start, home } = await setUp(ANSWER, { OPENAI_API_KEY: "" });
    await mkdir(join(home.dir, ".config/hexai"), { recursive: true });
    await writeFile(
      join(home.dir, ".config/hexai/config.toml"),
      `[openai]\napi_key_command = ["sh", "-c", 'echo "$$" > begun; exec sleep 60']\n`,
    );
    const child = start(SIMPLIFY);
    child.stdin.end("x\n");
    const pid = await vi.waitFor(async () => {
      const begun = Number(await readFile(join(home.dir, "begun"), "utf8"));
      expect(begun).toBeGreaterThan(1);
      return begun;
    }, PATIENCE);

    child.kill("SIGTERM");

    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), PATIENCE);
    await expect(child.ended).resolves.toMatchObject({ code: 143, err: "" });
  });

  it("nothing when nobody reads the result", async ({ expect }) => {
    const { shell } = await setUp(ANSWER);

    const { err } = await shell('head -c 3000000 /dev/zero | "$BIN" --action skip | head -c 1');

    expect(err).toBe("");
  });
});

describe("hexai-tmux-action's command line", () => {
  it("tells the version and explains itself", async ({ expect }) => {
    const { filter } = await setUp(ANSWER);
    const file = await readFile(join(APP, "package.json"), "utf8");

    const version = await filter(["--version"]);
    const help = await filter(["--help"]);

    expect(file).toContain(`"version": "${String(version.out).trim().split(" ")[1]}"`);
    expect(version).toMatchObject({ code: 0, err: "" });
    expect(String(help.out)).toContain("--action ID");
    expect(help.code).toBe(0);
  });
});

/** A home and a provider. */
async function setUp(reply: ProviderReply, extra: Readonly<Record<string, string>> = {}) {
  const provider = await startProvider({ respond: () => reply });
  const home = await temporaryHome();
  onTestFinished(async () => {
    await provider.stop();
    await home.remove();
  });
  const env = {
    ...home.env,
    BIN,
    OPENAI_API_KEY: "sk-0123456789",
    HEXAI_OPENAI_BASE_URL: provider.url,
    ...extra,
  };
  function run(file: string, args: readonly string[]) {
    const child = spawn(file, args, { cwd: home.dir, env, detached: true }); // without a terminal
    child.stdin.on("error", () => undefined); // it may end before it has read everything
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const ended = Promise.all([
      once(child, "close"),
      buffer(child.stdout),
      text(child.stderr),
    ]).then(([[code], out, err]: [unknown[], Buffer, string]) => ({ code, out, err }));
    return Object.assign(child, { ended });
  }
  const start = (args: readonly string[]) => run(BIN, args);
  return {
    provider,
    home,
    /** Starts the program with an open pipe for its stdin. */
    start,
    /** Pipes a selection through the program. */
    filter: (args: readonly string[], selection: string | Uint8Array = "") => {
      const child = start(args);
      child.stdin.end(selection);
      return child.ended;
    },
    shell: (command: string) => {
      const child = run("sh", ["-c", command]);
      child.stdin.end();
      return child.ended;
    },
    usage: () => createStore({ dir: join(home.dir, ".cache/hexai") }).snapshot(),
  };
}
