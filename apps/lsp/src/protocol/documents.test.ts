import * as fc from "fast-check";
import { describe, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";

import { connectedPair } from "../testing/connected-pair.ts";
import { range } from "../testing/started-server.ts";
import { createDocuments } from "./documents.ts";
import type { PositionEncoding } from "./positions.ts";
import { encodeRange } from "./positions.ts";

const URI = "file:///a";

describe("createDocuments", () => {
  it.for([
    { encoding: "utf-8", character: 6 },
    { encoding: "utf-16", character: 3 },
    { encoding: "utf-32", character: 2 },
  ] as const)("replaces the b behind an emoji, counted in $encoding", async (row, { expect }) => {
    const { change, text } = await opened("é🙂b", () => row.encoding);

    await change([{ range: range([0, row.character], [0, row.character + 1]), text: "c" }]);

    expect(text()).toBe("é🙂c");
  });

  it("takes each change of a notification on the text that the one before it left", async ({
    expect,
  }) => {
    const { change, text } = await opened("🙂b", () => "utf-8");

    await change([
      { range: range([0, 0], [0, 4]), text: "日日\n" },
      { range: range([1, 0], [1, 1]), text: "c" },
      { range: range([0, 3], [0, 6]), text: "" },
    ]);

    expect(text()).toBe("日\nc");
  });

  it("takes a whole text too", async ({ expect }) => {
    const { change, text } = await opened("old", () => "utf-8");

    await change([{ text: "new" }]);

    expect(text()).toBe("new");
  });

  it("takes a text that is missing for an empty one", async ({ expect }) => {
    const { change, text } = await opened("old", () => "utf-8");

    await change([{}]);

    expect(text()).toBe("");
  });

  it("names a document that is opened without a name", async ({ expect }) => {
    const { client, documents, handled } = await served(() => "utf-8");

    await client.sendNotification("textDocument/didOpen", { textDocument: { version: 1 } });
    await handled();

    expect(documents.all().map(({ uri, languageId }) => ({ uri, languageId }))).toEqual([
      { uri: "", languageId: "" },
    ]);
  });

  it("follows any edits in any encoding", async ({ expect }) => {
    const piece = fc.constantFrom("a", "é", "日", "🙂", "e\u0301", "\n", "\r\n");
    const words = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    const edit = fc.record({ at: fc.nat(20), length: fc.nat(6), text: words });
    const encodings = fc.constantFrom<PositionEncoding>("utf-8", "utf-16", "utf-32");

    await fc.assert(
      fc.asyncProperty(words, fc.array(edit), encodings, async (content, edits, encoding) => {
        const { change, text } = await opened(content, () => encoding);
        const mirror = TextDocument.create(URI, "plaintext", 1, content);
        for (const { at, length, text: newText } of edits) {
          const before = Array.from(mirror.getText()).slice(0, at).join("");
          const inside = Array.from(mirror.getText())
            .slice(at, at + length)
            .join("");
          const changed = {
            start: mirror.positionAt(before.length),
            end: mirror.positionAt(before.length + inside.length),
          };
          const sent = encodeRange(mirror, changed, encoding);
          TextDocument.update(mirror, [{ range: changed, text: newText }], 1);
          await change([{ range: sent, text: newText }]);
        }

        expect(text()).toBe(mirror.getText());
      }),
      { numRuns: 50 },
    );
  });
});

async function served(encoding: () => PositionEncoding) {
  const { server, client } = connectedPair();
  const documents = createDocuments(encoding);
  documents.listen(server);
  server.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  // Messages are handled in order, so an answered request means handled notifications.
  const handled = (): Promise<unknown> => client.sendRequest("test/nothing").catch(() => undefined);
  return { client, documents, handled };
}

async function opened(content: string, encoding: () => PositionEncoding) {
  const { client, documents, handled } = await served(encoding);
  let version = 1;
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: URI, languageId: "plaintext", version, text: content },
  });
  await handled();
  return {
    text: () => documents.get(URI)?.getText(),
    change: async (contentChanges: readonly object[]): Promise<void> => {
      version += 1;
      await client.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges,
      });
      await handled();
    },
  };
}
