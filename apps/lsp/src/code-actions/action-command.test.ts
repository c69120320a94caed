import { type ChatClient, ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { type Config, defaultConfig } from "@hexai/config";
import { manualClock } from "@hexai/testing";
import { describe, it, vi } from "vitest";
import {
  type ApplyWorkspaceEditResult,
  type ClientCapabilities,
  WorkDoneProgress,
} from "vscode-languageserver";

import {
  range,
  type ServerSetup,
  type StartedServer,
  startedServer,
} from "../testing/started-server.ts";

const URI = "file:///a.ts";
const TEXT = "🙂 f(); // go fast\nrest\n";
const SELECTED = range([0, 3], [1, 0]);
const REST = range([1, 0], [1, 4]);
const VERSIONED: ClientCapabilities = { workspace: { workspaceEdit: { documentChanges: true } } };

describe("hexai.action", () => {
  it("answers at once and sends one edit for the version that it was made for", async ({
    expect,
  }) => {
    const server = await opened({
      chat: fakeChatClient("```ts\n", "g();", "\n```"),
      capabilities: VERSIONED,
    });

    await expect(run(server)).resolves.toBeNull();

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(server.edits[0]).toEqual({
      label: "Rewrite selection",
      edit: {
        documentChanges: [
          {
            textDocument: { uri: URI, version: 4 },
            edits: [{ range: SELECTED, newText: "g();\n" }],
          },
        ],
      },
    });
    expect(server.messages).toEqual([]);
    expect(server.usage.begun).toEqual([{ provider: "fake", model: "fake-1" }]);
  });

  it("sends plain changes to a client that checks no versions", async ({ expect }) => {
    const server = await opened({ chat: fakeChatClient("g();") });

    await run(server);

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(server.edits[0]?.edit).toEqual({
      changes: { [URI]: [{ range: SELECTED, newText: "g();\n" }] },
    });
  });

  it.for([
    { encoding: "utf-8", start: 5 },
    { encoding: "utf-16", start: 3 },
    { encoding: "utf-32", start: 2 },
  ])("finds the selection in $encoding", async ({ encoding, start }, { expect }) => {
    const chat = fakeChatClient("g();");
    const server = await opened({
      chat,
      capabilities: { general: { positionEncodings: [encoding] } },
    });
    const selected = range([0, start], [1, 0]);

    await run(server, { range: selected });

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(chat.requests[0]?.messages[1]?.content).toContain("<selection>\nf();\n\n</selection>");
    expect(server.edits[0]?.edit.changes?.[URI]).toEqual([{ range: selected, newText: "g();\n" }]);
  });

  it("leaves alone what was typed while the model worked", async ({ expect }) => {
    const { chat, answer } = slowChatClient();
    const server = await opened({ chat });
    await run(server);
    await vi.waitFor(() => expect(server.usage.begun).toHaveLength(1));

    await type(server);
    answer("g();");

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("has changed");
    expect(server.edits).toEqual([]);
  });

  it("asks no model when the document has changed since the action was offered", async ({
    expect,
  }) => {
    const chat = fakeChatClient("g();");
    const server = await opened({ chat });

    await run(server, { version: 3 });

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("has changed");
    expect(chat.requests).toEqual([]);
  });

  it("changes one version of a document once", async ({ expect }) => {
    const { chat, answer } = slowChatClient();
    const server = await opened({ chat });
    await run(server);
    await run(server);
    await vi.waitFor(() => expect(server.usage.begun).toHaveLength(2));

    answer("g();");

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("has changed");
    expect(server.edits).toHaveLength(1);
  });

  it("tells why the editor refused", async ({ expect }) => {
    const server = await opened({ chat: fakeChatClient("g();"), onEdit: refused });

    await run(server);
    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    await run(server);

    await vi.waitFor(() => expect(server.messages).toHaveLength(2));
    expect(server.messages[0]?.message).toContain("read-only");
    expect(server.edits).toHaveLength(2);
  });

  it.for([
    {
      error: new ChatError("unavailable", "openai is in trouble (503)"),
      part: "openai is in trouble",
    },
    { error: new Error("secret detail"), part: "this is a bug" },
  ])("tells a failure in one message: $part", async ({ error, part }, { expect }) => {
    const server = await opened({ chat: failingChatClient(error) });

    await run(server);

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]).toMatchObject({ type: 1, message: expect.stringContaining(part) });
    expect(server.messages[0]?.message).not.toContain("secret detail");
    expect(server.log.entries.some((entry) => entry.includes(error.message))).toBe(true);
  });

  it("says how to set a key, and stays up", async ({ expect }) => {
    const chat = new ChatError("misconfigured", "no key for openai: export OPENAI_API_KEY=…");
    const server = await opened({ chat });

    await run(server);
    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    await run(server);

    await vi.waitFor(() => expect(server.messages).toHaveLength(2));
    expect(server.messages[1]?.message).toBe("Hexai: no key for openai: export OPENAI_API_KEY=…");
  });

  it("shows progress that the user can cancel", async ({ expect }) => {
    const { chat, aborted } = slowChatClient();
    const server = await opened({ chat, capabilities: { window: { workDoneProgress: true } } });
    const { values, token } = progressOf(server);

    await run(server);
    await vi.waitFor(() => expect(values).toHaveLength(1));
    await server.client.sendNotification("window/workDoneProgress/cancel", { token: token() });

    await vi.waitFor(() => expect(values.at(-1)).toEqual({ kind: "end" }));
    expect(values[0]).toEqual({
      kind: "begin",
      title: "Hexai: Rewrite selection",
      cancellable: true,
    });
    expect(aborted()).toBe(true);
    expect(server.messages).toEqual([]);
    expect(server.edits).toEqual([]);
  });

  it("works when the client will not show progress after all", async ({ expect }) => {
    const capabilities = { window: { workDoneProgress: true } };
    const server = await opened({ chat: fakeChatClient("g();"), capabilities });
    server.client.onRequest("window/workDoneProgress/create", () => {
      throw new Error("no");
    });

    await run(server);

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
  });

  it("tells a client without progress that it takes a while, when it does", async ({ expect }) => {
    const { chat, answer } = slowChatClient();
    const clock = manualClock();
    const server = await opened({ chat, clock });

    await run(server);
    await vi.waitFor(() => expect(server.usage.begun).toHaveLength(1));
    clock.advance(1_999);
    await handled(server);
    expect(server.messages).toEqual([]);
    clock.advance(1);
    await handled(server);
    answer("g();");
    await vi.waitFor(() => expect(server.edits).toHaveLength(1));

    expect(server.messages.map(({ message }) => message)).toEqual([
      "Hexai: Rewrite selection takes a while; the command hexai.stop ends it",
    ]);
    expect(clock.pending()).toBe(0);
  });

  it("ends its requests when the server shuts down", async ({ expect }) => {
    const { chat, aborted } = slowChatClient();
    const server = await opened({ chat });
    await run(server);
    await vi.waitFor(() => expect(server.usage.begun).toHaveLength(1));

    await server.client.sendRequest("shutdown");

    expect(aborted()).toBe(true);
  });

  it.for([
    { argument: {}, why: "it lacks everything" },
    {
      argument: { action: "rewrite", uri: URI, version: "4", range: SELECTED },
      why: "a version is a number",
    },
    {
      argument: { action: "rewrite", uri: URI, version: 4, range: SELECTED, diagnostics: [1] },
      why: "diagnostics are texts",
    },
    {
      argument: { action: "rewrite", uri: URI, version: 4, range: SELECTED, instruction: {} },
      why: "an instruction is a text",
    },
    { argument: "rewrite", why: "a word is no request" },
    { argument: null, why: "nothing is no request" },
  ])("refuses an argument: $why", async ({ argument }, { expect }) => {
    const { client } = await opened({ chat: fakeChatClient() });

    await expect(
      client.sendRequest("workspace/executeCommand", {
        command: "hexai.action",
        arguments: [argument],
      }),
    ).rejects.toMatchObject({ code: -32602 });
  });

  it("tells that there is no such action", async ({ expect }) => {
    const server = await opened({ chat: fakeChatClient() });

    await run(server, { action: "dance" });

    await vi.waitFor(() => expect(server.messages[0]?.message).toContain('no action "dance"'));
  });

  it.for([
    { action: "rewrite", place: REST, part: "needs an instruction in the selection" },
    { action: "custom_prompt", place: REST, part: "needs an instruction in the selection" },
    { action: "diagnostics", place: REST, part: "needs a diagnostic at the selection" },
    { action: "simplify", place: range([1, 0], [1, 0]), part: "needs a selection" },
  ])("says what is missing: $action $part", async ({ action, place, part }, { expect }) => {
    const server = await opened({ chat: fakeChatClient() });

    await run(server, { action, range: place });

    await vi.waitFor(() => expect(server.messages[0]?.message).toContain(part));
    expect(server.edits).toEqual([]);
  });

  it("tells the model what is reported", async ({ expect }) => {
    const chat = fakeChatClient("mended");
    const server = await opened({ chat });

    await run(server, { action: "diagnostics", range: REST, diagnostics: ["line 1: no rest"] });

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(chat.requests[0]?.messages[1]?.content).toContain("\n- line 1: no rest\n");
    expect(server.edits[0]?.edit.changes?.[URI]).toEqual([{ range: REST, newText: "mended" }]);
  });

  it("does what a client has asked its user for", async ({ expect }) => {
    const chat = fakeChatClient("REST");
    const server = await opened({ chat });

    await run(server, { action: "custom_prompt", range: REST, instruction: "shout" });

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(chat.requests[0]?.messages[1]?.content).toMatch(/^shout\n/);
    expect(server.edits[0]?.label).toBe("Custom prompt");
  });

  it("goes by the user's texts and the user's own actions", async ({ expect }) => {
    const chat = fakeChatClient("b");
    const server = await opened({ chat, config: withPrompts() });

    await run(server, { action: "simplify", range: REST });
    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    await type(server);
    await run(server, { action: "mine", range: REST, version: 5 });

    await vi.waitFor(() => expect(server.edits).toHaveLength(2));
    expect(chat.requests[0]?.messages).toEqual([{ role: "user", content: "shorter: rest (a.ts)" }]);
    expect(chat.requests[1]?.messages).toEqual([{ role: "user", content: "mine: type" }]);
  });

  it("sends nothing of a document that stays at home", async ({ expect }) => {
    const chat = fakeChatClient("g();");
    const server = await opened({ chat, blocked: new Map([[URI, "a.ts is not sent"]]) });

    await run(server);

    await vi.waitFor(() => {
      expect(server.messages.at(-1)).toEqual({ type: 2, message: "Hexai: a.ts is not sent" });
    });
    expect(chat.requests).toEqual([]);
    expect(server.edits).toEqual([]);
  });
});

describe("hexai.stats", () => {
  it("shows the Σ line", async ({ expect }) => {
    const { client, messages } = await opened({ chat: fakeChatClient() });

    await client.sendRequest("workspace/executeCommand", { command: "hexai.stats" });

    await vi.waitFor(() =>
      expect(messages).toEqual([
        {
          type: 3,
          message: expect.stringMatching(
            /^Σ reqs=2 \| here reqs=1 \| completions wanted=0 asked=0 saved=0$/,
          ),
        },
      ]),
    );
  });
});

describe("commands", () => {
  it("refuse a name that is not theirs", async ({ expect }) => {
    const { client } = await opened({ chat: fakeChatClient() });

    await expect(
      client.sendRequest("workspace/executeCommand", { command: "other.command" }),
    ).rejects.toMatchObject({ code: -32602, message: 'there is no command "other.command"' });
  });
});

async function opened(setup: ServerSetup): Promise<StartedServer> {
  const server = await startedServer(setup);
  await server.open(URI, "typescript", TEXT, 4);
  return server;
}

function run(server: StartedServer, overrides: object = {}): Promise<unknown> {
  const request = { action: "rewrite", uri: URI, version: 4, range: SELECTED, ...overrides };
  return server.client.sendRequest("workspace/executeCommand", {
    command: "hexai.action",
    arguments: [request],
  });
}

async function type(server: StartedServer): Promise<void> {
  await server.client.sendNotification("textDocument/didChange", {
    textDocument: { uri: URI, version: 5 },
    contentChanges: [{ range: range([1, 0], [1, 0]), text: "typed" }],
  });
  await handled(server);
}

/** Messages are handled in order, so an answered request means that those before it are handled. */
async function handled({ client }: StartedServer): Promise<void> {
  await client.sendRequest("test/nothing").catch(() => undefined);
}

/** A client whose Chats are all under way until `answer` is called. */
function slowChatClient() {
  const model = fakeChatClient();
  const waiting: ((text: string) => void)[] = [];
  let isAborted = false;
  const chat: ChatClient = {
    ...model,
    chat: (_request, { signal } = {}) =>
      new Promise((resolve, reject) => {
        waiting.push((text) => resolve({ text, sentBytes: 1, recvBytes: 1 }));
        signal?.addEventListener("abort", () => {
          isAborted = true;
          reject(new ChatError("aborted", "cancelled"));
        });
      }),
  };
  return {
    chat,
    aborted: () => isAborted,
    answer: (text: string) => waiting.forEach((resolve) => resolve(text)),
  };
}

function progressOf({ client }: StartedServer) {
  const values: unknown[] = [];
  let created = "";
  client.onRequest("window/workDoneProgress/create", ({ token }: { token: string }) => {
    created = token;
    client.onProgress(WorkDoneProgress.type, token, (value) => {
      values.push(value);
    });
    return null;
  });
  return { values, token: () => created };
}

function withPrompts(): Config {
  const config = defaultConfig();
  const code_action = {
    simplify_system: "",
    simplify_user: "shorter: {{selection}} ({{file}})",
    custom: [
      {
        id: "mine",
        title: "Mine",
        kind: "refactor",
        scope: "selection",
        user: "mine: {{selection}}",
        system: "",
      },
    ],
  } as const;
  return { ...config, prompts: { ...config.prompts, code_action } };
}

function refused(): ApplyWorkspaceEditResult {
  return { applied: false, failureReason: "read-only" };
}
