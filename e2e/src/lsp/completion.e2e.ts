import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createStore } from "@hexai/stats";
import {
  hexaiProgram,
  isExecutableTested,
  type LanguageClient,
  type ProviderReply,
  startLanguageServer,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";

const BIN = hexaiProgram("hexai-lsp");
const URI = "file:///project/a.ts";
const EMPTY = { isIncomplete: false, items: [] };
const HELIX = { name: "helix", version: "25.07.1" };

describe("hexai-lsp's completions", () => {
  it.for([
    { encoding: "utf-8", start: 13, end: 16 },
    { encoding: "utf-16", start: 9, end: 12 },
    { encoding: "utf-32", start: 8, end: 11 },
  ])("come from a model that fills holes, counted in $encoding", async (row, { expect }) => {
    const { client, provider, usage } = await editor({ reply: answer("sole.log(日);\n") });
    await client.initialize({
      clientInfo: HELIX,
      capabilities: { general: { positionEncodings: [row.encoding] } },
    });
    const text = "/* 日🙂 */con\nrest();\n";
    client.open({ uri: URI, languageId: "typescript", text });

    const list = await complete(client, { line: 0, character: row.end });

    expect(list).toMatchObject({
      items: [
        {
          label: "console.log(日);",
          textEdit: {
            newText: "console.log(日);",
            range: {
              start: { line: 0, character: row.start },
              end: { line: 0, character: row.end },
            },
          },
        },
      ],
    });
    expect(provider.requests[0]).toMatchObject({
      path: "/infill",
      body: { input_prefix: "/* 日🙂 */con", input_suffix: "\nrest();\n", temperature: 0.2 },
    });
    await vi.waitFor(async () => expect((await usage()).global.reqs).toBe(1), PATIENCE);
  });

  it("come from a chat where that is all there is", async ({ expect }) => {
    const { client, provider } = await opened({
      config: COMPATIBLE("none"),
      reply: answer("```ts\nconst a = 1;\n```"),
      text: "const a = ",
    });

    await expect(complete(client, { line: 0, character: 10 })).resolves.toMatchObject({
      items: [{ label: "1;" }],
    });
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("File: a.ts (typescript)");
  });

  it("are known the second time, and while they are typed, at no cost", async ({ expect }) => {
    const { client, provider, usage } = await opened({ reply: answer("123;"), text: "a = " });
    await complete(client, { line: 0, character: 4 });
    client.change(URI, { start: 4, end: 4 }, "1");

    await expect(complete(client, { line: 0, character: 5 })).resolves.toMatchObject({
      items: [{ textEdit: { newText: "123;" } }],
    });
    expect(provider.requests).toHaveLength(1);
    await vi.waitFor(async () => expect((await usage()).global.reqs).toBe(1), PATIENCE);
  });

  it("end at the provider too, when the user types something else", async ({ expect }) => {
    const { client, provider, usage } = await opened({
      reply: { type: "hang", deltas: ["xyz"] },
      text: "a = ",
    });
    const completing = complete(client, { line: 0, character: 4 });
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    client.change(URI, { start: 4, end: 4 }, "no");

    await expect(completing).resolves.toEqual(EMPTY);
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
    expect((await usage()).global.reqs).toBe(0);
  });

  it("stop the model at the end of the line, and count it all the same", async ({ expect }) => {
    const { client, provider, usage } = await opened({
      reply: { type: "hang", deltas: ["x", ");\n"] },
      text: "f()",
    });

    await expect(complete(client, { line: 0, character: 2 })).resolves.toMatchObject({
      items: [{ label: "x" }],
    });
    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
    await vi.waitFor(
      async () => expect((await usage()).global).toMatchObject({ reqs: 1, recv: 4 }),
      PATIENCE,
    );
  });

  it("are empty when the provider is in trouble, with one message", async ({ expect }) => {
    const { client } = await opened({
      reply: { type: "status", status: 401, body: { error: { message: "Wrong key." } } },
      text: "a = ",
    });

    for (const _ of [1, 2]) {
      await expect(complete(client, { line: 0, character: 4 })).resolves.toEqual(EMPTY);
    }

    expect(client.messages).toHaveLength(1);
    expect(client.messages[0]?.message).toContain("Wrong key.");
    expect(client.stderr()).toBe("");
  });

  it("do not wait for the statistics, whoever holds their lock", async ({ expect }) => {
    const { client, home, usage } = await opened({ reply: answer("1;"), text: "a = " });
    const lock = join(home.dir, ".cache/hexai/stats.lock");
    await mkdir(lock, { recursive: true }); // as another process holds it

    for (const [index, text] of ["b = ", "c = ", "d = "].entries()) {
      client.change(URI, { start: 0, end: client.document(URI).text.length }, text);
      await expect(complete(client, { line: 0, character: 4 })).resolves.toMatchObject({
        items: [{ label: "1;" }],
      });
      expect((await usage()).global.reqs, `${index}: nothing could be written`).toBe(0);
    }
    await rm(lock, { recursive: true });

    await vi.waitFor(async () => expect((await usage()).global.reqs).toBe(3), 10_000);
  });

  it.skipIf(isExecutableTested)("leave no timer behind", async ({ expect }) => {
    const watching = join(import.meta.dirname, "fixtures/count-timers.mjs");
    const { client } = await opened({
      reply: answer("123;"),
      text: "a = ",
      env: { NODE_OPTIONS: `--import=${watching}` },
    });
    await complete(client, { line: 0, character: 4 });
    client.change(URI, { start: 4, end: 4 }, "x");
    await complete(client, { line: 0, character: 5 });
    await client.request("hexai/nothing").catch(() => undefined);

    await vi.waitFor(
      async () => {
        process.kill(client.pid, "SIGUSR2");
        await vi.waitFor(() => expect(client.stderr()).toMatch(/timers=\d+\n$/), PATIENCE);
        expect(client.stderr()).toMatch(/timers=0\n$/);
      },
      { timeout: 20_000, interval: 200 },
    );
  });

  it("tell the log what they saved, and not a word of the text", async ({ expect }) => {
    const { client, home } = await opened({ reply: answer("hidden;"), text: "secret = " });
    await complete(client, { line: 0, character: 9 });
    const log = join(home.dir, ".local/state/hexai/hexai-lsp.log");

    await vi.waitFor(async () => {
      const text = await readFile(log, "utf8");
      expect(text).toMatch(/INFO \[\d+\] completions wanted=1 asked=1 saved=0 /);
      expect(text).not.toMatch(/secret|hidden/);
    }, PATIENCE);
  });

  it("are ghost text for a client that shows it", async ({ expect }) => {
    const { client } = await editor({ reply: answer("sole.log(\n  1,\n);") });
    const { capabilities } = await client.initialize({
      capabilities: { textDocument: { inlineCompletion: {} } },
    });
    client.open({ uri: URI, languageId: "typescript", text: "con" });

    expect(capabilities.inlineCompletionProvider).toBe(true);
    await expect(
      client.request("textDocument/inlineCompletion", {
        textDocument: { uri: URI },
        position: { line: 0, character: 3 },
        context: { triggerKind: 1 },
      }),
    ).resolves.toEqual({
      items: [
        {
          insertText: "console.log(\n  1,\n);",
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
        },
      ],
    });
  });
});

function answer(...deltas: readonly string[]): ProviderReply {
  return { type: "answer", deltas };
}

/** The user's config.toml for a host of their own; `URL` is where the provider is. */
const COMPATIBLE = (fim: string): string =>
  `[provider]\nname = "lab"\n[compatible.lab]\nbase_url = "URL"\nmodel = "m"\nfim = "${fim}"\n`;

interface EditorSetup {
  readonly reply: ProviderReply;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A home, a provider that fills holes, and an editor that has started the server. */
async function editor({ reply, config = COMPATIBLE("llamacpp"), env = {} }: EditorSetup) {
  const provider = await startProvider({ respond: () => reply });
  const home = await temporaryHome();
  await mkdir(join(home.dir, ".config/hexai"));
  await writeFile(join(home.dir, ".config/hexai/config.toml"), config.replace("URL", provider.url));
  const client = await startLanguageServer({
    command: BIN,
    args: ["--stdio"],
    cwd: home.dir,
    env: { ...home.env, ...env },
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

/** The same, with a document open in Helix. */
async function opened({ text, ...setup }: EditorSetup & { readonly text: string }) {
  const started = await editor(setup);
  await started.client.initialize({ processId: null, clientInfo: HELIX });
  started.client.open({ uri: URI, languageId: "typescript", text });
  return started;
}

function complete(
  client: LanguageClient,
  position: { readonly line: number; readonly character: number },
): Promise<unknown> {
  return client.request("textDocument/completion", {
    textDocument: { uri: URI },
    position,
    context: { triggerKind: 1 },
  });
}
