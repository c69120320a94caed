import { chown, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { LanguageClient, ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { answering, type LspSetup, setUpLsp } from "./lsp-fixture.ts";

const USER = '[openai]\nmodel = "user"\n';
const PROJECT = '[openai]\nmodel = "project"\n';
const EDITOR = { openai: { model: "editor" } };
const PULLS = { workspace: { configuration: true } };

/** Of a user who has no process and no file on any machine that runs these tests. */
const STRANGER = 54_321;

// Only root can give a directory away.
describe.runIf(process.getuid?.() === 0)("hexai-lsp in the home of another user", () => {
  it.for([
    { path: "", why: "a home" },
    { path: ".local/state", why: "a directory for state" },
    { path: ".local/state/hexai", why: "a directory of Hexai" },
  ])(
    "writes nothing there and says in one line each what is not kept: $why",
    async (row, { expect }) => {
      const { client, home } = await setUpLsp({ respond: answering("x") });
      await mkdir(join(home, "theirs", row.path), { recursive: true });
      await chown(join(home, "theirs", row.path), STRANGER, STRANGER);
      const before = await readdir(join(home, "theirs"), { recursive: true });
      const theirs = await setUpLsp({
        env: {
          HOME: join(home, "theirs"),
          XDG_CACHE_HOME: join(home, "cache"),
          XDG_STATE_HOME: "",
        },
      });

      await theirs.client.initialize();

      await vi.waitFor(() => {
        expect(theirs.client.messages.map(({ message }) => message)).toEqual([
          `Hexai: no log is kept, because ${join(home, "theirs/.local/state/hexai")} is not only yours; set XDG_STATE_HOME to a directory of your own`,
        ]);
      }, PATIENCE);
      await theirs.client.stop();
      expect(await readdir(join(home, "theirs"), { recursive: true })).toEqual(before);
      expect(client.messages).toEqual([]);
    },
  );
});

describe("hexai-lsp's settings", () => {
  it.for([
    { model: "gpt-4.1", setup: {}, why: "there is nothing else" },
    { model: "user", setup: { config: USER }, why: "the user has a file" },
    {
      model: "project",
      setup: { config: USER, files: { "repo/.git/HEAD": "", "repo/.hexaiconfig.toml": PROJECT } },
      why: "the project has one too",
    },
    {
      model: "variable",
      setup: {
        config: USER,
        files: { "repo/.git/HEAD": "", "repo/.hexaiconfig.toml": PROJECT },
        env: { HEXAI_OPENAI_MODEL: "variable" },
      },
      why: "a variable is stronger than both",
    },
    {
      model: "editor",
      setup: { config: USER, env: { HEXAI_OPENAI_MODEL: "variable" } },
      initializationOptions: EDITOR,
      why: "the editor is the strongest",
    },
  ])("ask $model: $why", async ({ model, setup, initializationOptions }, { expect }) => {
    const { askedModel } = await started({ ...setup, initialize: { initializationOptions } });

    expect(await askedModel()).toBe(model);
  });

  it.for([
    { say: (client: LanguageClient) => push(client, EDITOR), how: "sections" },
    { say: (client: LanguageClient) => push(client, { hexai: EDITOR }), how: "our own section" },
    {
      say: (client: LanguageClient) => push(client, { "hexai.openai.model": "editor" }),
      how: "dots",
    },
  ])("follow what the client sends later: $how", async ({ say }, { expect }) => {
    const { client, askedModel } = await started();

    say(client);

    expect(await askedModel()).toBe("editor");
    push(client, {});
    expect(await askedModel()).toBe("gpt-4.1");
  });

  it("are asked for, at the start and when the client says that there is news", async ({
    expect,
  }) => {
    const said: { model: string | null } = { model: "first" };
    const { client, askedModel } = await started({
      configuration: (section) => (section === "hexai" ? { openai: said } : null),
      initialize: { capabilities: PULLS },
    });
    await vi.waitFor(async () => expect(await askedModel()).toBe("first"), PATIENCE);

    said.model = "second";
    push(client, {});
    await vi.waitFor(async () => expect(await askedModel()).toBe("second"), PATIENCE);

    said.model = null;
    push(client, null);
    await vi.waitFor(async () => expect(await askedModel()).toBe("gpt-4.1"), PATIENCE);
  });

  it("stay what Helix says three times over", async ({ expect }) => {
    const { client, askedModel, log } = await started({
      configuration: () => null,
      initialize: {
        clientInfo: { name: "helix", version: "25.07.1" },
        capabilities: PULLS,
        initializationOptions: EDITOR,
      },
    });

    push(client, EDITOR);

    expect(await askedModel()).toBe("editor");
    expect(client.messages).toEqual([]);
    expect(await log()).not.toContain("ERROR");
  });

  it("are told once when they are wrong, with where that comes from", async ({ expect }) => {
    const wrong = { general: { max_token: 5 }, openai: { temperature: 9 } };
    const { client, askedModel } = await started({
      config: USER,
      initialize: { initializationOptions: wrong },
    });

    push(client, wrong);
    push(client, { hexai: wrong });

    expect(await askedModel()).toBe("user");
    expect(client.messages).toHaveLength(1);
    expect(client.messages[0]).toMatchObject({ type: 1 });
    const lines = client.messages[0]?.message.split("\n").slice(1);
    expect(lines).toEqual([
      "the editor's settings: general.max_token: is not known, did you mean general.max_tokens?",
      'the editor\'s settings: openai.temperature: is 9, must be a number from 0 to 2, or "default"',
    ]);
  });

  it("send no prompt and no key elsewhere because of the editor", async ({ expect }) => {
    const { client, askedModel, home } = await started({
      initialize: {
        initializationOptions: {
          openai: { base_url: "http://127.0.0.1:9", api_key_command: ["touch", "run"] },
          stats: { enabled: false },
        },
      },
    });

    expect(await askedModel()).toBe("gpt-4.1");
    const place = `must be set in ${join(home, ".config/hexai/config.toml")}`;
    expect(client.messages.map(({ message }) => message.split("\n").slice(1))).toEqual([
      ["openai.base_url", "openai.api_key_command", "stats.enabled"].map(
        (key) => `the editor's settings: ${key}: may not be set by the editor, ${place}`,
      ),
    ]);
  });

  it.for([
    { how: "it is saved in the editor", notice: save },
    { how: "the client watches it", notice: watched },
    { how: "the user types", notice: type },
    { how: "the user says so", notice: reload },
  ])("follow the user's file: $how", async ({ notice }, { expect }) => {
    const { client, write, askedModel, uri } = await started({ config: USER });
    expect(await askedModel()).toBe("user");

    await write(".config/hexai/config.toml", USER.replace("user", "changed"));

    await vi.waitFor(
      async () => {
        notice(client, uri);
        expect(await askedModel()).toBe("changed");
      },
      { timeout: 10_000 },
    );
  });

  it("stay as they were while the user's file is broken", async ({ expect }) => {
    const { client, write, askedModel } = await started({ config: USER });
    await write(".config/hexai/config.toml", "[openai\n");

    await client.executeCommand("hexai.reloadConfig");

    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.messages[0]?.message).toContain("the settings that it had");
    expect(client.messages[0]?.message).toContain("config.toml:2: is not TOML");
    expect(await askedModel()).toBe("user");
    await write(".config/hexai/config.toml", USER.replace("user", "mended"));
    await client.executeCommand("hexai.reloadConfig");
    expect(await askedModel()).toBe("mended");
    expect(client.messages.at(-1)?.message).toBe("Hexai: the configuration was read again");
  });

  it("are watched where the client can do that", async ({ expect }) => {
    const { client, home } = await started({
      initialize: {
        capabilities: {
          workspace: {
            didChangeWatchedFiles: { dynamicRegistration: true },
            didChangeConfiguration: { dynamicRegistration: true },
          },
        },
      },
    });

    await vi.waitFor(() => {
      expect(client.registered.map(({ method }) => method)).toEqual([
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
      ]);
    }, PATIENCE);
    expect(client.registered[1]?.registerOptions).toMatchObject({
      watchers: [{ globPattern: join(home, ".config/hexai/config.toml") }],
    });
  });
});

describe("hexai-lsp without any settings", () => {
  it("finds an Ollama on this machine", async ({ expect }) => {
    const { provider, ask } = await started({
      respond: answering("here"),
      env: { OPENAI_API_KEY: "", HEXAI_OPENAI_BASE_URL: "" },
      isOllama: true,
    });

    await ask();

    const asked = provider.requests.find(({ path }) => path === "/api/chat");
    expect(asked?.model).toBe("qwen2.5-coder:latest");
  });

  it("stays up, and says once how to set up a provider", async ({ expect }) => {
    const { client, uri } = await started({
      env: {
        OPENAI_API_KEY: "",
        HEXAI_OPENAI_BASE_URL: "",
        HEXAI_OLLAMA_BASE_URL: "http://127.0.0.1:9",
      },
    });

    for (const character of ["a", "b", "c"]) {
      client.change(uri, { start: 0, end: 0 }, character);
      await client.request("textDocument/completion", {
        textDocument: { uri },
        position: { line: 0, character: 1 },
        context: { triggerKind: 1 },
      });
    }

    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.messages[0]?.message).toContain("export OPENAI_API_KEY=");
    await client.executeCommand("hexai.stats");
    await vi.waitFor(() => expect(client.messages).toHaveLength(2), PATIENCE);
    expect(client.messages[1]?.message).toMatch(/^Σ@1h reqs=0 /);
  });
});

interface Setup extends LspSetup {
  readonly initialize?: object;
}

/** A server that works in a repository, with a document open. */
async function started({ initialize = {}, ...setup }: Setup = {}) {
  const reply: ProviderReply = { type: "answer", deltas: ["because"] };
  const fixture = await setUpLsp({ respond: () => reply, ...setup });
  const { client, uriOf, provider, home } = fixture;
  await client.initialize({
    workspaceFolders: [{ uri: uriOf("repo"), name: "repo" }],
    ...initialize,
  });
  const uri = uriOf("repo/notes.md");
  client.open({ uri, languageId: "markdown", text: "" });

  /** Asks a question and waits until it is answered. */
  async function ask(): Promise<void> {
    const answered = client.edits.length;
    client.change(uri, { start: 0, end: client.document(uri).text.length }, "");
    client.change(uri, { start: 0, end: 0 }, "why?>");
    await vi.waitFor(() => {
      if (client.edits.length === answered) {
        throw new Error(`There is no answer: ${JSON.stringify(client.messages)}`);
      }
    }, PATIENCE);
  }

  async function askedModel(): Promise<string | undefined> {
    await ask();
    return provider.requests.at(-1)?.model;
  }

  async function log(): Promise<string> {
    return readFile(join(home, ".local/state/hexai/hexai-lsp.log"), "utf8");
  }

  return { ...fixture, uri, ask, askedModel, log };
}

function push(client: LanguageClient, settings: unknown): void {
  client.notify("workspace/didChangeConfiguration", { settings });
}

function save(client: LanguageClient, uri: string): void {
  client.notify("textDocument/didSave", { textDocument: { uri } });
}

function watched(client: LanguageClient): void {
  client.notify("workspace/didChangeWatchedFiles", { changes: [] });
}

function type(client: LanguageClient, uri: string): void {
  client.change(uri, { start: 0, end: 0 }, "x");
}

function reload(client: LanguageClient): void {
  void client.executeCommand("hexai.reloadConfig");
}
