import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { createStore } from "@hexai/stats";
import {
  hexaiProgram,
  type LanguageClient,
  type LanguageClientOptions,
  type ProviderReply,
  startLanguageServer,
  startProvider,
  startTmux,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";

const APP = join(import.meta.dirname, "../../../apps/lsp");
const BIN = hexaiProgram("hexai-lsp");
const URI = "file:///project/a.ts";
const TEXT = "const 日 = '🙂'; f(); // >!make it async>\nrest();\n";
/** From `f()` to the end of its line. */
const SELECTED = { start: TEXT.indexOf("f()"), end: TEXT.indexOf("rest") };
const ASYNC: ProviderReply = { type: "answer", deltas: ["```ts\n", "await ", "f();\n", "```"] };

describe("hexai-lsp", () => {
  it.for([
    { encoding: "utf-8", character: 20 },
    { encoding: "utf-16", character: 16 },
    { encoding: "utf-32", character: 15 },
  ])("rewrites a selection behind an emoji in $encoding", async (row, { expect }) => {
    const { client, provider } = await editor({ reply: ASYNC });
    await client.initialize({ capabilities: { general: { positionEncodings: [row.encoding] } } });
    client.open({ uri: URI, languageId: "typescript", text: TEXT }, 7);

    await rewrite(client);

    await vi.waitFor(() => expect(client.edits).toHaveLength(1), PATIENCE);
    expect(client.edits[0]).toEqual({
      params: {
        label: "Rewrite selection",
        edit: {
          documentChanges: [
            {
              textDocument: { uri: URI, version: 7 },
              edits: [
                {
                  range: {
                    start: { line: 0, character: row.character },
                    end: { line: 1, character: 0 },
                  },
                  newText: "await f();\n",
                },
              ],
            },
          ],
        },
      },
      result: { applied: true },
    });
    expect(client.document(URI).text).toBe("const 日 = '🙂'; await f();\nrest();\n");
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("make it async");
    expect(provider.requests[0]?.messages.at(-1)?.content).not.toContain(">!");
    expect(client.messages).toEqual([]);
    expect(client.stderr()).toBe("");
  });

  it("counts in UTF-16 when the client says nothing, and follows what is typed", async ({
    expect,
  }) => {
    const { client, provider } = await editor({ reply: ASYNC });
    const { capabilities } = await client.initialize();
    client.open({ uri: URI, languageId: "typescript", text: TEXT });
    client.change(URI, { start: 0, end: 5 }, "/* 👩‍👩‍👧 */\r\nlet");
    client.change(URI, { start: 0, end: 0 }, "🙂\n");

    const start = client.document(URI).text.indexOf("f()");
    const [action] = await client.codeActions(URI, { start, end: start + 30 });

    expect(capabilities.positionEncoding).toBe("utf-16");
    expect(action?.title).toBe("Rewrite selection");
    expect(provider.requests).toEqual([]);
  });

  it("counts the request and tells it in a private log", async ({ expect }) => {
    const { client, home, usage } = await opened({ reply: ASYNC });
    const log = join(home.dir, ".local/state/hexai/hexai-lsp.log");

    await rewrite(client);

    await vi.waitFor(async () => {
      expect(await readFile(log, "utf8")).toMatch(/INFO \[\d+\] llm stats reqs=1 .*\| Σ reqs=1 /);
    }, PATIENCE);
    const { global, providers } = await usage();
    expect(global).toMatchObject({ reqs: 1, recv: Buffer.byteLength("```ts\nawait f();\n```") });
    expect([...(providers.get("openai")?.models.keys() ?? [])]).toEqual(["gpt-4.1"]);
    expect((await stat(log)).mode & 0o777).toBe(0o600);
    expect((await stat(join(log, ".."))).mode & 0o777).toBe(0o700);
    expect(await readFile(log, "utf8")).not.toContain("make it async");
  });

  it("shows the Σ line on request", async ({ expect }) => {
    const { client } = await opened();

    await client.executeCommand("hexai.stats");

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { type: 3, message: expect.stringMatching(/^Σ@1h reqs=0 /) },
      ]);
    }, PATIENCE);
  });

  it("shows progress, and its cancelling reaches the provider", async ({ expect }) => {
    const { client, provider, usage } = await opened({ reply: { type: "hang", deltas: ["a"] } });
    await rewrite(client);
    await vi.waitFor(() => {
      expect(provider.requests).toHaveLength(1);
      expect(client.progress).toHaveLength(1);
    }, PATIENCE);

    client.cancelProgress(client.progress[0]?.token ?? "");

    await vi.waitFor(() => {
      expect(provider.requests[0]?.closedEarly).toBe(true);
      expect(client.progress.map(({ value }) => value)).toEqual([
        { kind: "begin", title: "Hexai: Rewrite selection", cancellable: true },
        { kind: "end" },
      ]);
    }, PATIENCE);
    expect(client.document(URI).text).toBe(TEXT);
    expect(client.messages).toEqual([]);
    expect((await usage()).global.reqs).toBe(0);
  });

  it("leaves a document alone that changed while the model worked", async ({ expect }) => {
    const user: { types?: () => void } = {};
    const { client } = await opened({
      respond: () => {
        user.types?.();
        return { ...ASYNC, delayMs: 20 };
      },
    });
    user.types = () => client.change(URI, { start: 0, end: 0 }, "typed ");

    await rewrite(client);

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { type: 2, message: expect.stringContaining("the document has changed meanwhile") },
      ]);
    }, PATIENCE);
    expect(client.document(URI).text).toBe(`typed ${TEXT}`);
    expect(client.edits).toEqual([]);
  });

  it("loses no text when the user types while the edit is on its way", async ({ expect }) => {
    const { client } = await opened({
      reply: ASYNC,
      beforeEdit: (editing) => editing.change(URI, { start: 0, end: 0 }, "typed "),
    });

    await rewrite(client);

    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.edits).toMatchObject([{ result: { applied: false } }]);
    expect(client.document(URI).text).toBe(`typed ${TEXT}`);
  });

  it("tells a failure once and goes on", async ({ expect }) => {
    const refusal = { error: { message: "no such model" } };
    const { client } = await opened({ reply: { type: "status", status: 404, body: refusal } });

    await rewrite(client);

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { type: 1, message: expect.stringContaining("no such model") },
      ]);
    }, PATIENCE);
    expect((await client.codeActions(URI, SELECTED))[0]?.title).toBe("Rewrite selection");
    expect(client.document(URI).text).toBe(TEXT);
  });

  it("says how to set a key when there is none", async ({ expect }) => {
    const { client } = await opened({ env: { OPENAI_API_KEY: "" } });

    await rewrite(client);

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { type: 1, message: expect.stringContaining("export OPENAI_API_KEY=") },
      ]);
    }, PATIENCE);
    expect((await client.codeActions(URI, SELECTED))[0]?.title).toBe("Rewrite selection");
  });

  it("starts and asks nobody when the configuration is broken", async ({ expect }) => {
    const { client } = await opened({ config: "[general]\nmax_token = 5\n" });

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { type: 1, message: expect.stringContaining("config.toml:2: general.max_token") },
      ]);
    }, PATIENCE);
    expect((await client.codeActions(URI, SELECTED))[0]?.title).toBe("Rewrite selection");
    await rewrite(client);
    await vi.waitFor(() => {
      expect(client.messages.at(-1)?.message).toContain("no model is asked, because the conf");
    }, PATIENCE);
  });

  it("answers although neither cache nor log can be written", async ({ expect }) => {
    const { client } = await opened({
      reply: ASYNC,
      env: { XDG_CACHE_HOME: "/dev/null/cache", XDG_STATE_HOME: "/dev/null/state" },
    });

    await rewrite(client);

    await vi.waitFor(
      () => expect(client.edits).toMatchObject([{ result: { applied: true } }]),
      PATIENCE,
    );
    expect(client.document(URI).text).toContain("await f();\nrest");
    expect(client.stderr()).toBe("");
  });

  it("logs to the file of --log", async ({ expect }) => {
    const { client, home } = await opened({ args: ["--log", "own.log"] });

    await client.shutdown();

    await vi.waitFor(async () => {
      expect(await readFile(join(home.dir, "own.log"), "utf8")).toMatch(/hexai-lsp \S+ serves/u);
    }, PATIENCE);
    await expect(stat(join(home.dir, ".local/state/hexai"))).rejects.toThrow("ENOENT");
  });

  it("shows tmux the hourglass while it works, and the Σ when it is done", async ({ expect }) => {
    const tmux = await startTmux({ columns: 80, rows: 5 });
    onTestFinished(() => tmux.stop());
    const { client, provider } = await opened({ reply: { type: "hang" }, env: tmux.inside });
    const status = async () => tmux.tmux("show-options", "-gqv", "@hexai_status");

    await rewrite(client);
    await vi.waitFor(async () => {
      expect(provider.requests).toHaveLength(1);
      expect(client.progress).toHaveLength(1);
      expect(await status()).toContain("⏳");
    }, PATIENCE);
    client.cancelProgress(client.progress[0]?.token ?? "");

    await vi.waitFor(
      async () => {
        expect(await status()).toContain("Σ@1h reqs=0");
        expect(await status()).not.toContain("⏳");
      },
      { timeout: 5_000 },
    );
  });

  it("takes the hourglass away when it is shut down in the middle of a request", async ({
    expect,
  }) => {
    const tmux = await startTmux({ columns: 80, rows: 5 });
    onTestFinished(() => tmux.stop());
    const { client, provider } = await opened({ reply: { type: "hang" }, env: tmux.inside });
    const status = async () => tmux.tmux("show-options", "-gqv", "@hexai_status");
    await rewrite(client);
    await vi.waitFor(async () => expect(await status()).toContain("⏳"), PATIENCE);

    await client.shutdown();
    client.exit();

    await expect(client.exited).resolves.toBe(0);
    expect(await status()).not.toContain("⏳");
    expect(provider.requests[0]?.closedEarly).toBe(true);
  });
});

describe("hexai-lsp's end", () => {
  it("is 0 after shutdown and exit", async ({ expect }) => {
    const { client } = await opened();

    await expect(client.shutdown()).resolves.toBeNull();
    client.exit();

    await expect(client.exited).resolves.toBe(0);
  });

  it("is 0 when both come at once, as Helix sends them", async ({ expect }) => {
    const { client } = await opened();

    const answered = client.shutdown();
    client.exit();

    await expect(answered).resolves.toBeNull();
    await expect(client.exited).resolves.toBe(0);
  });

  it("is 1 without shutdown", async ({ expect }) => {
    const { client } = await opened();

    client.exit();

    await expect(client.exited).resolves.toBe(1);
  });

  it("comes with the end of stdin, in the middle of a request too", async ({ expect }) => {
    const { client, provider } = await opened({ reply: { type: "hang" } });
    await rewrite(client);
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    client.endInput();

    await expect(client.exited).resolves.toBe(1);
    expect(client.stderr()).toBe("");
  });

  it.for([
    { signal: "SIGTERM", code: 143 },
    { signal: "SIGHUP", code: 129 },
  ] as const)("comes with $signal, in the middle of a request too", async (row, { expect }) => {
    const { client, provider } = await opened({ reply: { type: "hang" } });
    await rewrite(client);
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    process.kill(client.pid, row.signal);

    await expect(client.exited).resolves.toBe(row.code);
    expect(client.stderr()).toBe("");
  });

  it("comes with the end of the client's process, however that ends", async ({ expect }) => {
    const home = await temporaryHome();
    onTestFinished(() => home.remove());
    const client = spawn(process.execPath, ["-e", CLIENT, BIN], { env: home.env });
    onTestFinished(() => void client.kill("SIGKILL"));
    const [answer]: Buffer[] = await once(client.stdout, "data");

    client.kill("SIGKILL");

    // Both have the same stderr, which is closed when nobody has it any more.
    await once(client, "close");
    expect(answer?.toString()).toContain("Content-Length");
  });

  it("does not come with a process id that means nothing here", async ({ expect }) => {
    const { client } = await editor();

    await client.initialize({ processId: 2 ** 22 + 1 });
    await client.shutdown();

    client.exit();
    await expect(client.exited).resolves.toBe(0);
  });
});

describe("hexai-lsp's order of messages", () => {
  it("refuses requests before initialize and after shutdown", async ({ expect }) => {
    const { client } = await editor();

    await expect(client.request("textDocument/codeAction", {})).rejects.toMatchObject({
      code: -32002,
    });
    await client.initialize();
    await client.shutdown();

    await expect(client.request("textDocument/codeAction", {})).rejects.toMatchObject({
      code: -32600,
    });
  });
});

describe("hexai-lsp's command line", () => {
  it("tells the version without loading a server", async ({ expect }) => {
    const file = await readFile(join(APP, "package.json"), "utf8");

    const { stdout, stderr } = await run(["--version"]);

    expect(stdout).toMatch(/^hexai-lsp \d+\.\d+\.\d+\n$/);
    expect(file).toContain(`"version": "${stdout.trim().split(" ")[1]}"`);
    expect(stderr).toBe("");
  });

  it("explains itself", async ({ expect }) => {
    const { stdout } = await run(["--help"]);

    expect(stdout).toContain("--log FILE");
  });

  it("takes no directory for an editor", async ({ expect }) => {
    const home = await temporaryHome();
    onTestFinished(() => home.remove());
    const shell = promisify(execFile)("sh", ["-c", '"$0" --stdio < /', BIN], { env: home.env });

    await expect(shell).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^hexai-lsp: an editor must start it, but stdin is a directory\n\nUsage: /u,
      ),
    });
  });

  it("refuses what it does not know", async ({ expect }) => {
    await expect(run(["--tcp"])).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--tcp"),
    });
  });
});

/** Starts the server, hands over what that answers, and stays. */
const CLIENT = `
  const stdio = ["pipe", "inherit", "inherit"];
  const server = require("node:child_process").spawn(process.argv[1], ["--stdio"], { stdio });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
  server.stdin.write("Content-Length: " + body.length + "\\r\\n\\r\\n" + body);
  setInterval(() => {}, 1000);
`;

interface EditorSetup extends Pick<LanguageClientOptions, "beforeEdit"> {
  readonly reply?: ProviderReply;
  readonly respond?: () => ProviderReply;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The text of the user's config.toml. */
  readonly config?: string;
}

/** A home, a provider, and an editor that has started the server. */
async function editor(setup: EditorSetup = {}) {
  const { reply, respond, env: extra = {}, args = [], config, beforeEdit } = setup;
  const provider = await startProvider(
    respond ? { respond } : reply ? { respond: () => reply } : {},
  );
  const home = await temporaryHome();
  if (config !== undefined) {
    await mkdir(join(home.dir, ".config/hexai"));
    await writeFile(join(home.dir, ".config/hexai/config.toml"), config);
  }
  const client = await startLanguageServer({
    command: BIN,
    args: ["--stdio", ...args],
    cwd: home.dir,
    env: {
      ...home.env,
      OPENAI_API_KEY: "sk-0123456789",
      HEXAI_OPENAI_BASE_URL: provider.url,
      ...extra,
    },
    ...(beforeEdit ? { beforeEdit } : {}),
  });
  onTestFinished(async () => {
    await client.stop();
    await provider.stop();
    await home.remove();
  });
  return {
    client,
    provider,
    home,
    usage: () => createStore({ dir: join(home.dir, ".cache/hexai") }).snapshot(),
  };
}

/** The same, with a document open. */
async function opened(setup: EditorSetup = {}) {
  const started = await editor(setup);
  await started.client.initialize();
  started.client.open({ uri: URI, languageId: "typescript", text: TEXT });
  return started;
}

/** Chooses "Rewrite selection" for the selected part, as a user does. */
async function rewrite(client: LanguageClient): Promise<void> {
  const [action] = await client.codeActions(URI, SELECTED, ["refactor.rewrite"]);
  if (action === undefined) {
    throw new Error("no action was offered");
  }
  await client.choose(action);
}

function run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(BIN, args);
}
