import { ChatError } from "@hexai/chat";
import { fakeChatClient, fakeCompletionClient } from "@hexai/chat/testing";
import { type Config, defaultConfig } from "@hexai/config";
import { type ManualClock, manualClock } from "@hexai/testing";
import { describe, it, vi } from "vitest";
import type { CompletionItem, CompletionList } from "vscode-languageserver";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";

import { controlledModel } from "../../testing/controlled-model.ts";
import {
  type ServerSetup,
  type StartedServer,
  startedServer,
} from "../../testing/started-server.ts";
import type { CompletionModel } from "../engine/request-model.ts";

const URI = "file:///p/a.ts";
const HELIX = { name: "helix", version: "25.07.1" };
const CODE = { name: "Visual Studio Code", version: "1.103.0" };
const EMPTY = { isIncomplete: false, items: [] };
const ASK_AGAIN = { isIncomplete: true, items: [] };

describe("textDocument/completion", () => {
  it("says after which characters it wants to be asked, and never resolves", async ({ expect }) => {
    const { initialized } = await opened("");

    expect(initialized.capabilities.completionProvider).toEqual({
      triggerCharacters: ["."],
      completionItem: { labelDetailsSupport: true },
    });
  });

  it("offers what the model would write, with the half-typed word", async ({ expect }) => {
    const { complete, model } = await opened("é con|\n");

    const completing = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.finish("sole.log(1);");

    expect((await completing).items).toMatchObject([
      {
        label: "console.log(1);",
        filterText: "console.log(1);",
        textEdit: {
          newText: "console.log(1);",
          range: { start: { line: 0, character: 2 }, end: { line: 0, character: 5 } },
        },
      },
    ]);
    expect(model.calls[0]?.request).toMatchObject({
      prefix: "é con",
      suffix: "\n",
      languageId: "typescript",
      temperature: 0.2,
    });
  });

  it("shows that a model is at work, and logs what it took without a word of the text", async ({
    expect,
  }) => {
    const { complete, model, usage, log } = await opened("secret = |");

    const completing = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.finish("hidden");
    await completing;

    expect(usage.begun).toMatchObject([{ provider: "p", model: "m" }]);
    expect(log.entries.at(-1)).toMatch(/^info: completions wanted=1 asked=1 .*p:m took 0 ms/);
    expect(log.entries.join()).not.toMatch(/secret|hidden/);
  });

  it("asks in a chat what cannot be asked natively, with the user's prompt", async ({ expect }) => {
    const chat = { ...fakeChatClient("```\nb;\n```"), provider: "p", model: "m" };
    const models = [{ provider: "p", model: "m", native: fakeCompletionClient(), chat }];
    const base = defaultConfig();
    const prompts = { ...base.prompts, completion: { system: "", user: "{{prefix}}_{{suffix}}" } };
    const { complete } = await opened("a = |\n", { models, config: { ...base, prompts } });

    expect(texts(await complete())).toEqual(["b;"]);
    expect(chat.requests).toMatchObject([
      { messages: [{ role: "user", content: "a = _\n" }], maxTokens: 64, temperature: 0.2 },
    ]);
  });

  it("offers one item for each model, and says whose it is", async ({ expect }) => {
    const models = [modelNamed("one", "x"), modelNamed("two", "y")];
    const { complete } = await opened("a = |", { models });

    expect((await complete()).items.map(({ label }) => label)).toEqual(["x · p:one", "y · p:two"]);
  });

  it("offers what is there when the time of the others is over", async ({ expect }) => {
    const slow = controlledModel("slow");
    const { complete, clock } = await opened("a = |", {
      models: [slow, modelNamed("quick", "y")],
      clientInfo: CODE,
    });
    const completing = complete();
    await vi.waitFor(() => expect(slow.calls).toHaveLength(1));
    await new Promise(setImmediate);

    clock.advance(300);

    await expect(completing).resolves.toMatchObject({ isIncomplete: true, items: [{}] });
  });

  it.for([
    [CODE, 300, true],
    [HELIX, 1_500, false],
    [{ name: "helix", version: "25.01" }, 100, false],
    [{ name: "Eglot" }, 300, true],
  ] as const)("ends %j after %d ms, incomplete %j", async (row, { expect }) => {
    const [clientInfo, budgetMs, isIncomplete] = row;
    const { complete, clock, model } = await opened("a = |", { clientInfo });
    const answered = vi.fn<() => void>();
    const completing = complete().finally(answered);
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));

    clock.advance(budgetMs - 1);
    await handled();
    expect(answered).not.toHaveBeenCalled();
    clock.advance(1);

    await expect(completing).resolves.toEqual({ isIncomplete, items: [] });
    expect(model.calls[0]?.isOpen()).toBe(true);
    model.calls[0]?.finish("late");
    await expect(complete().then(texts)).resolves.toEqual(["late"]);
    expect(clock.pending()).toBe(0);
  });

  it("answers an open menu of Helix at once", async ({ expect }) => {
    const { complete, clock, model } = await opened("a = |", { clientInfo: HELIX });
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.finish("xyz");
    expect((await first).isIncomplete).toBe(true);

    const known = complete({ triggerKind: 3 });
    clock.advance(0);

    await expect(known.then(texts)).resolves.toEqual(["xyz"]);
  });

  it("lets a newer request end an older one, and asks once for both", async ({ expect }) => {
    const { complete, model } = await opened("a = |");
    const older = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    const newer = complete();

    await expect(older).resolves.toEqual(ASK_AGAIN);
    model.calls[0]?.finish("x");
    await expect(newer.then(texts)).resolves.toEqual(["x"]);
    expect(model.calls).toHaveLength(1);
  });

  it("answers a cancelled request as such, and lets the next one have the model", async ({
    expect,
  }) => {
    const { complete, model } = await opened("a = |");
    const source = new CancellationTokenSource();
    const cancelled = complete({}, source.token);
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));

    source.cancel();

    await expect(cancelled).rejects.toMatchObject({ code: -32_800 });
    expect(model.calls[0]?.isOpen()).toBe(true);
  });

  it("ends a request of Helix when the user types on, before the model has said a word", async ({
    expect,
  }) => {
    const { complete, model, type } = await opened("a = |", { clientInfo: HELIX });
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));

    await type("x");

    await expect(first).resolves.toEqual(EMPTY);
    expect(model.calls[0]?.isOpen()).toBe(true);
    const second = complete();
    await handled();
    model.calls[0]?.finish("xyz");
    await expect(second.then(texts)).resolves.toEqual(["xyz"]);
    expect(model.calls).toHaveLength(1);
  });

  it("keeps a request of Helix as long as the user types what the model writes", async ({
    expect,
  }) => {
    const { complete, model, type } = await opened("a = |", { clientInfo: HELIX });
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.say("xy");

    await type("x");
    model.calls[0]?.finish("z");

    await expect(first.then(texts)).resolves.toEqual(["xyz"]);
  });

  it("ends a request, and the model's, when something else is typed", async ({ expect }) => {
    const { complete, model, type } = await opened("a = |", { clientInfo: CODE });
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.say("xy");

    await type("no");

    await expect(first).resolves.toEqual(ASK_AGAIN);
    expect(model.calls[0]?.isAborted()).toBe(true);
  });

  it("ends everything when the document is closed or the server shuts down", async ({ expect }) => {
    const { complete, model, client, ...server } = await opened("a = |");
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    await client.sendNotification("textDocument/didClose", { textDocument: { uri: URI } });
    await expect(first).resolves.toEqual(EMPTY);

    await server.open(URI, "typescript", "b = ");
    const second = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(2));
    await client.sendRequest("shutdown");

    await expect(second).resolves.toEqual(EMPTY);
    expect(model.calls.every((call) => call.isAborted())).toBe(true);
  });

  it("is empty when the model fails, and the user is told once", async ({ expect }) => {
    const { complete, model, messages, type } = await opened("a = |");
    for (const round of [1, 2]) {
      const completing = complete();
      await vi.waitFor(() => expect(model.calls).toHaveLength(round));
      model.calls.at(-1)?.fail();
      await expect(completing).resolves.toEqual(ASK_AGAIN);
      await type("1");
    }

    expect(messages).toEqual([{ type: 2, message: "Hexai: The host is down." }]);
  });

  it("asks a model that has failed again for the same text only after a while", async ({
    expect,
  }) => {
    const { complete, model, clock } = await opened("a = |");
    const first = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.fail();
    await first;

    const polled = await complete();
    const asked = model.calls.length;
    clock.advance(10_000);
    const later = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(2));
    model.calls[1]?.finish("1");

    expect({ polled, asked }).toEqual({ polled: ASK_AGAIN, asked: 1 });
    await expect(later).resolves.toMatchObject({ items: [{}] });
  });

  it("is empty when nobody can be asked, and the user is told once", async ({ expect }) => {
    const { complete, messages, running } = await opened("a = |", {
      models: new ChatError("misconfigured", "Set OPENAI_API_KEY."),
    });

    await expect(complete()).resolves.toEqual(ASK_AGAIN);
    await expect(complete()).resolves.toEqual(ASK_AGAIN);

    expect(messages).toEqual([{ type: 2, message: "Hexai: Set OPENAI_API_KEY." }]);
    running.stop();
  });

  it("does not begin with a text that is not the document's any more", async ({ expect }) => {
    const model = controlledModel();
    let loaded: ((models: readonly CompletionModel[]) => void) | undefined;
    const { complete, client } = await opened("a = |", {
      models: new Promise((resolve) => {
        loaded = resolve;
      }),
      clientInfo: CODE,
    });
    const completing = complete();
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [{ text: "other" }],
    });
    await handled();
    loaded?.([model]);

    await expect(completing).resolves.toEqual(ASK_AGAIN);
    expect(model.calls).toEqual([]);
  });

  it.for([
    ["Neovim with nvim-cmp", { name: "Neovim", version: "0.11.4" }, true],
    ["vim-lsp", { name: "vim-lsp" }, true],
    ["Helix", HELIX, false],
  ] as const)(
    "asks %s to ask again after an empty answer of the model: %j",
    async (row, { expect }) => {
      const [, clientInfo, isIncomplete] = row;
      const { complete, model } = await opened("a = |", { clientInfo });
      const completing = complete();
      await vi.waitFor(() => expect(model.calls).toHaveLength(1));
      model.calls[0]?.finish("");

      await expect(completing).resolves.toEqual({ isIncomplete, items: [] });
    },
  );

  it("is complete when completions are turned off", async ({ expect }) => {
    const { complete, client } = await opened("a = |");
    await client.sendRequest("workspace/executeCommand", { command: "hexai.toggleCompletions" });

    await expect(complete()).resolves.toEqual(EMPTY);
  });

  it("is never a trigger character what belongs to words", async ({ expect }) => {
    const base = defaultConfig();
    const triggers = { trigger_characters: [".", "_", "e", "é", "("] };
    const { initialized } = await opened("", { config: { ...base, triggers } });

    expect(initialized.capabilities.completionProvider?.triggerCharacters).toEqual([".", "("]);
  });

  it("leaves the menu to requests by hand when no characters trigger it, in the same word too", async ({
    expect,
  }) => {
    const base = defaultConfig();
    const { complete, model, type, clock } = await opened("a|", {
      clientInfo: { name: "Neovim", version: "0.11.4" },
      config: { ...base, triggers: { trigger_characters: [] } },
    });
    await type("b");
    await expect(complete()).resolves.toEqual(ASK_AGAIN);
    await type("c");
    await expect(complete({ triggerKind: 3 })).resolves.toEqual(ASK_AGAIN);
    expect(model.calls).toEqual([]);
    clock.advance(200);

    void complete();

    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
  });

  it("sends nothing of a document that must stay at home", async ({ expect }) => {
    const { complete, model } = await opened("a = |", { blocked: new Map([[URI, "is secret"]]) });

    await expect(complete()).resolves.toEqual(EMPTY);
    expect(model.calls).toEqual([]);
  });

  it("knows no document that is not open", async ({ expect }) => {
    const { client } = await opened("");
    const textDocument = { uri: "file:///other" };
    const position = { line: 0, character: 0 };

    await expect(
      client.sendRequest("textDocument/completion", { textDocument, position }),
    ).resolves.toEqual(EMPTY);
  });

  it("waits for a word of some length when the request is manual", async ({ expect }) => {
    const { complete, model } = await opened("ab|", {
      config: configWith({ manual_invoke_min_prefix: 3 }),
    });

    await expect(complete()).resolves.toEqual(ASK_AGAIN);
    expect(model.calls).toEqual([]);
  });

  it("leaves automatic requests to ghost text where there is some", async ({ expect }) => {
    const { complete, model } = await opened("ab.|", {
      capabilities: { textDocument: { inlineCompletion: {} } },
    });

    await expect(complete({ triggerKind: 2, triggerCharacter: "." })).resolves.toEqual(EMPTY);
    expect(model.calls).toEqual([]);
  });

  it("stops the model that completes by command when it has said enough", async ({ expect }) => {
    const { client, model, edits } = await opened("f(|)");
    await client.sendRequest("workspace/executeCommand", {
      command: "hexai.complete",
      arguments: [{ uri: URI, version: 1, position: { line: 0, character: 2 } }],
    });
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.say("x);\n");

    await vi.waitFor(() => expect(edits).toHaveLength(1));
    expect(JSON.stringify(edits[0])).toContain('"newText":"x"');
    expect(model.calls[0]?.isAborted()).toBe(true);
  });

  it("gives a client without snippets one line, asked for as such", async ({ expect }) => {
    const { complete, model } = await opened("a = |");
    const completing = complete();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.say("x\n");

    expect(texts(await completing)).toEqual(["x"]);
    expect(model.calls[0]?.request).toMatchObject({ stop: ["\n"], maxTokens: 64 });
    expect(model.calls[0]?.isAborted()).toBe(true);
  });
});

function texts({ items }: CompletionList): (string | undefined)[] {
  return items.map(({ textEdit }: CompletionItem) => textEdit?.newText);
}

/** Lets the server handle what is on its way. */
async function handled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise(setImmediate);
  }
}

function configWith(completion: Partial<Config["completion"]>): Config {
  const base = defaultConfig();
  return { ...base, completion: { ...base.completion, ...completion } };
}

function modelNamed(model: string, text: string): CompletionModel {
  const names = { provider: "p", model };
  return {
    ...names,
    native: { ...fakeCompletionClient(text), ...names },
    chat: { ...fakeChatClient(), ...names },
  };
}

interface Opened extends StartedServer {
  readonly model: ReturnType<typeof controlledModel>;
  readonly clock: ManualClock;
  readonly complete: (
    context?: object,
    token?: CancellationTokenSource["token"],
  ) => Promise<CompletionList>;
  /** Types at the cursor. */
  readonly type: (text: string) => Promise<void>;
}

/** A server with a document that is marked with the cursor. */
async function opened(
  marked: string,
  setup: Partial<Omit<ServerSetup, "models">> & {
    readonly models?: ServerSetup["models"];
  } = {},
): Promise<Opened> {
  const model = controlledModel();
  const clock = manualClock();
  const server = await startedServer({
    chat: fakeChatClient(),
    clock,
    ...setup,
    models: setup.models ?? [model],
  });
  let offset = marked.indexOf("|");
  let version = 1;
  await server.open(URI, "typescript", marked.replace("|", ""));
  return {
    ...server,
    model,
    clock,
    complete: (context = {}, token) =>
      server.client.sendRequest(
        "textDocument/completion",
        {
          textDocument: { uri: URI },
          position: { line: 0, character: offset },
          context: { triggerKind: 1, ...context },
        },
        ...(token === undefined ? [] : [token]),
      ),
    async type(text) {
      version += 1;
      const at = { line: 0, character: offset };
      offset += text.length;
      await server.client.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges: [{ range: { start: at, end: at }, text }],
      });
      await handled();
    },
  };
}
