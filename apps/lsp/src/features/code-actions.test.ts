import { fakeChatClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";
import type { CodeAction, Range } from "vscode-languageserver";

import { range, startedServer } from "../testing/started-server.ts";

const URI = "file:///a.ts";
const TEXT = "🙂 f(); // go fast\ng();\n";
const FIRST_LINE = range([0, 0], [1, 0]);
const SECOND_LINE = range([1, 0], [2, 0]);

describe("code actions", () => {
  it("offer to rewrite a selection that holds an instruction", async ({ expect }) => {
    const { actionsAt } = await opened();

    await expect(actionsAt(FIRST_LINE)).resolves.toEqual([
      {
        title: "Rewrite selection",
        kind: "refactor.rewrite",
        command: {
          title: "Rewrite selection",
          command: "hexai.action",
          arguments: [{ action: "rewrite", uri: URI, version: 4, range: FIRST_LINE }],
        },
      },
    ]);
  });

  it.for([
    { place: SECOND_LINE, why: "no instruction" },
    { place: range([0, 0], [0, 0]), why: "no selection" },
    { place: range([0, 0], [0, 10]), why: "an instruction that begins where the selection ends" },
  ])("offer nothing for $why", async ({ place }, { expect }) => {
    const { actionsAt } = await opened();

    await expect(actionsAt(place)).resolves.toEqual([]);
  });

  it("offer nothing in a document that is not open", async ({ expect }) => {
    const { actionsAt } = await opened();

    await expect(actionsAt(FIRST_LINE, undefined, "file:///other.ts")).resolves.toEqual([]);
  });

  it.for([
    { only: undefined, count: 1 },
    { only: [], count: 0 },
    { only: ["refactor"], count: 1 },
    { only: ["refactor.rewrite"], count: 1 },
    { only: ["quickfix", "refactor"], count: 1 },
    { only: [""], count: 1 },
    { only: ["quickfix"], count: 0 },
    { only: ["refactor.rewrite.more"], count: 0 },
    { only: ["refactor.re"], count: 0 },
    { only: ["source"], count: 0 },
  ])("are $count when only $only is wanted", async ({ only, count }, { expect }) => {
    const { actionsAt } = await opened();

    await expect(actionsAt(FIRST_LINE, only)).resolves.toHaveLength(count);
  });

  it("do not talk to a model", async ({ expect }) => {
    const { actionsAt, chat } = await opened();

    await actionsAt(FIRST_LINE);

    expect(chat.requests).toEqual([]);
  });
});

async function opened() {
  const chat = fakeChatClient("never");
  const server = await startedServer({ chat });
  await server.open(URI, "typescript", TEXT, 4);
  const actionsAt = (place: Range, only?: readonly string[], uri = URI): Promise<CodeAction[]> =>
    server.client.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: place,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  return { chat, actionsAt };
}
