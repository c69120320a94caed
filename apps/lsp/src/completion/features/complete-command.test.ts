import { type ChatClient, ChatError, type CompletionClient } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { describe, it, vi } from "vitest";

import { range, type StartedServer, startedServer } from "../../testing/started-server.ts";

const URI = "file:///a.ts";
const TEXT = "🙂 const a = \nrest\n";
/** Behind `const a = `. */
const CURSOR = range([0, 13], [0, 13]).start;

describe("hexai.complete", () => {
  it("answers at once and inserts what the model says, and nothing else", async ({ expect }) => {
    const server = await opened(fakeChatClient("b();"));

    await expect(run(server)).resolves.toBeNull();

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(server.edits[0]).toEqual({
      label: "Complete here",
      edit: {
        documentChanges: [
          {
            textDocument: { uri: URI, version: 4 },
            edits: [{ range: { start: CURSOR, end: CURSOR }, newText: "b();" }],
          },
        ],
      },
    });
    expect(server.messages).toEqual([]);
  });

  it("leaves alone what has changed since it was offered", async ({ expect }) => {
    const chat = fakeChatClient("b();");
    const server = await opened(chat);

    await run(server, { version: 3 });

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("has changed");
    expect(chat.requests).toEqual([]);
  });

  it("says so when the model has nothing to add", async ({ expect }) => {
    const server = await opened(fakeChatClient(""));

    await run(server);

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("nothing to add");
    expect(server.edits).toEqual([]);
  });

  it("tells a failure in one message", async ({ expect }) => {
    const server = await opened(failingChatClient(new ChatError("unavailable", "fake is down")));

    await run(server);

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages).toEqual([{ type: 1, message: "Hexai: fake is down" }]);
  });

  it("sends nothing of a document that stays at home", async ({ expect }) => {
    const chat = fakeChatClient("b();");
    const server = await opened(chat, new Map([[URI, "a.ts is not sent"]]));

    await run(server);

    await vi.waitFor(() => {
      expect(server.messages).toContainEqual({ type: 1, message: "Hexai: a.ts is not sent" });
    });
    expect(chat.requests).toEqual([]);
  });

  it.for([{}, { uri: URI, version: 4 }, null])(
    "refuses an argument: %j",
    async (argument, { expect }) => {
      const { client } = await opened(fakeChatClient());

      await expect(
        client.sendRequest("workspace/executeCommand", {
          command: "hexai.complete",
          arguments: [argument],
        }),
      ).rejects.toMatchObject({ code: -32602 });
    },
  );
});

/** For a model that only chats. */
const WITHOUT_NATIVE: CompletionClient = {
  provider: "fake",
  model: "fake-1",
  prepare: () => Promise.resolve(),
  expectChange: () => undefined,
  complete: () => Promise.resolve(undefined),
};

async function opened(
  chat: ChatClient,
  blocked: ReadonlyMap<string, string> = new Map(),
): Promise<StartedServer> {
  const server = await startedServer({
    chat,
    models: [{ provider: "fake", model: "fake-1", native: WITHOUT_NATIVE, chat }],
    blocked,
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
  });
  await server.open(URI, "typescript", TEXT, 4);
  return server;
}

function run(server: StartedServer, overrides: object = {}): Promise<unknown> {
  return server.client.sendRequest("workspace/executeCommand", {
    command: "hexai.complete",
    arguments: [{ uri: URI, version: 4, position: CURSOR, ...overrides }],
  });
}
