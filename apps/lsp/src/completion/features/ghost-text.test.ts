import { fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { manualClock } from "@hexai/testing";
import { describe, it, vi } from "vitest";
import type { InlineCompletionList } from "vscode-languageserver";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";

import { controlledModel } from "../../testing/controlled-model.ts";
import { range, type ServerSetup, startedServer } from "../../testing/started-server.ts";

const URI = "file:///p/a.ts";
const CAPABLE = { textDocument: { inlineCompletion: {} } };
const BY_HAND = 1;
const AUTOMATIC = 2;

describe("textDocument/inlineCompletion", () => {
  it.for([
    { capabilities: CAPABLE, offered: true },
    { capabilities: {}, offered: undefined },
  ])("is offered ($offered) to a client with $capabilities", async (row, { expect }) => {
    const { initialized } = await startedServer({
      chat: fakeChatClient(),
      capabilities: row.capabilities,
    });

    expect(initialized.capabilities.inlineCompletionProvider).toBe(row.offered);
  });

  it("gives what the model would write, over several lines", async ({ expect }) => {
    const { ask, model } = await opened("  con|\n");
    const asking = ask();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.finish("sole.log(\n    1,\n  );");

    await expect(asking).resolves.toEqual({
      items: [{ insertText: "console.log(\n    1,\n  );", range: range([0, 2], [0, 5]) }],
    });
  });

  it("waits for a pause unless the request is manual", async ({ expect }) => {
    const { ask, model, clock, change } = await opened("|");
    await change("a");
    const automatic = ask(AUTOMATIC, 1);
    await handled();
    expect(model.calls).toEqual([]);
    expect(clock.pending()).toBe(2);

    void ask(BY_HAND, 1);
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));

    await expect(automatic).resolves.toEqual({ items: [] });
  });

  it("continues the item that is chosen in the menu, and asks the model only for others", async ({
    expect,
  }) => {
    const { ask, model } = await opened("x = con|");
    const first = ask();
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    model.calls[0]?.finish("sole.log(1);");
    await first;
    const chosen = { range: range([0, 4], [0, 7]), text: "console" };

    await expect(ask(AUTOMATIC, 7, chosen)).resolves.toEqual({
      items: [{ insertText: "console.log(1);", range: chosen.range }],
    });
    expect(model.calls).toHaveLength(1);
    const other = { ...chosen, text: "confirm" };
    const asking = ask(AUTOMATIC, 7, other);
    await vi.waitFor(() => expect(model.calls).toHaveLength(2));
    expect(model.calls[1]?.request.prefix).toBe("x = confirm");
    model.calls[1]?.finish("(x);");

    await expect(asking).resolves.toEqual({
      items: [{ insertText: "confirm(x);", range: chosen.range }],
    });
  });

  it("answers manual requests alone when no characters trigger it", async ({ expect }) => {
    const base = defaultConfig();
    const { ask, model } = await opened("a|", {
      config: { ...base, triggers: { trigger_characters: [] } },
    });

    await expect(ask(AUTOMATIC)).resolves.toEqual({ items: [] });
    void ask(BY_HAND);

    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
  });

  it("answers a cancelled request as such", async ({ expect }) => {
    const { ask, model } = await opened("a|");
    const source = new CancellationTokenSource();
    const asking = ask(BY_HAND, 1, undefined, source.token);
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));

    source.cancel();

    await expect(asking).rejects.toMatchObject({ code: -32_800 });
  });

  it("shares the model with the menu", async ({ expect }) => {
    const { ask, model, client } = await opened("a|");
    const menu = client.sendRequest("textDocument/completion", {
      textDocument: { uri: URI },
      position: { line: 0, character: 1 },
      context: { triggerKind: 1 },
    });
    await vi.waitFor(() => expect(model.calls).toHaveLength(1));
    const ghost = ask();
    await handled();
    model.calls[0]?.finish("b");

    await expect(ghost).resolves.toMatchObject({ items: [{ insertText: "ab" }] });
    await expect(menu).resolves.toMatchObject({ items: [{ label: "ab" }] });
    expect(model.calls).toHaveLength(1);
  });

  it("sends nothing of a document that must stay at home", async ({ expect }) => {
    const { ask, model } = await opened("a|", { blocked: new Map([[URI, "is secret"]]) });

    await expect(ask()).resolves.toEqual({ items: [] });
    expect(model.calls).toEqual([]);
  });
});

async function opened(marked: string, setup: Partial<ServerSetup> = {}) {
  const model = controlledModel();
  const clock = manualClock();
  const server = await startedServer({
    chat: fakeChatClient(),
    models: [model],
    clock,
    clientInfo: { name: "Visual Studio Code" },
    capabilities: {
      textDocument: {
        inlineCompletion: {},
        completion: { completionItem: { snippetSupport: true } },
      },
    },
    ...setup,
  });
  await server.open(URI, "typescript", marked.replace("|", ""));
  return {
    ...server,
    model,
    clock,
    change: (text: string) =>
      server.client.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version: 2 },
        contentChanges: [{ text }],
      }),
    ask: (
      triggerKind = BY_HAND,
      character = marked.indexOf("|"),
      selectedCompletionInfo?: object,
      token?: CancellationTokenSource["token"],
    ): Promise<InlineCompletionList> =>
      server.client.sendRequest(
        "textDocument/inlineCompletion",
        {
          textDocument: { uri: URI },
          position: { line: 0, character },
          context: { triggerKind, selectedCompletionInfo },
        },
        ...(token === undefined ? [] : [token]),
      ),
  };
}

/** Lets the server handle what is on its way. */
async function handled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise(setImmediate);
  }
}
