import type { ChatClient } from "@hexai/chat";
import { describe, it, vi } from "vitest";
import { type ClientCapabilities, TextDocumentEdit, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import { startedServer } from "../testing/started-server.ts";

const URI = "file:///notes.md";
const VERSIONED: ClientCapabilities = { workspace: { workspaceEdit: { documentChanges: true } } };

describe("an answer in a document", () => {
  it.for([
    ["why?", "why?\n> A view", "on the last line"],
    ["why?\n", "why?\n> A view\n", "on the last line with a line break"],
    ["# A\n\nwhy?\nend\n", "# A\n\nwhy?\n> A view\nend\n", "in the middle"],
    ["why?\r\nend\r\n", "why?\r\n> A view\r\nend\r\n", "with other line breaks"],
  ] as const)(
    "of %j makes %j: %s, and names no line that is not there",
    async (row, { expect }) => {
      const [before, after] = row;
      const editor = await editing(before);
      await editor.type(">", before.indexOf("why?") + 4);
      await editor.say("A view");
      await editor.end();

      await vi.waitFor(() => expect(editor.text()).toBe(after));
      const lines = before.split("\n").length;
      for (const { range } of editor.edits()) {
        expect(range.end.line).toBeLessThan(lines);
      }
    },
  );

  it("goes on while the user types elsewhere, in a client that sends the whole text each time", async ({
    expect,
  }) => {
    const editor = await editing("# A\nwhy?\n\nend\n", { sendsWholeText: true });
    await editor.type(">", 8);
    await editor.say("A vi");
    await vi.waitFor(() => expect(editor.text()).toBe("# A\nwhy?\n> A vi\n\nend\n"));
    await editor.type("x", 0);
    await editor.type("y", editor.text().length - 1);
    await editor.say("ew");
    await editor.end();

    await vi.waitFor(() => expect(editor.text()).toBe("x# A\nwhy?\n> A view\n\nendy\n"));
    expect(editor.messages()).toEqual([]);
  });

  it.for([
    ["in one change", [["why?\n> A view", "why?>"]]],
    [
      "in two changes",
      [
        ["why?\n> A view", "why?"],
        ["why?", "why?>"],
      ],
    ],
  ] as const)("is not asked for again when it is undone %s", async ([, undo], { expect }) => {
    const editor = await editing("why?");
    await editor.type(">", 4);
    await editor.say("A view");
    await editor.end();
    await vi.waitFor(() => expect(editor.text()).toBe("why?\n> A view"));

    for (const [before, after] of undo) {
      expect(editor.text()).toBe(before);
      await editor.replace(after);
    }
    await editor.handled();

    expect(editor.asked()).toBe(1);
    expect(editor.messages()).toEqual([]);
  });

  it("is never dropped without a word", async ({ expect }) => {
    const editor = await editing("a\nwhy?\nb\n");
    await editor.type(">", 6);
    await editor.say("A vi");
    await vi.waitFor(() => expect(editor.text()).toContain("A vi"));
    await editor.replace("a\nwho!\nb\n");

    await vi.waitFor(() => expect(editor.messages()).toHaveLength(1));
    expect(editor.messages()[0]).toMatch(/^Hexai: the place of the answer was changed/);
  });

  it.for([
    ["Eglot", 2],
    ["emacs", 2],
    ["Neovim", 1],
  ] as const)(
    "comes to %s in %d edits, so that its cursor stays behind the answer",
    async (row, { expect }) => {
      const [name, count] = row;
      const editor = await editing("why?", { name });
      await editor.type(">", 4);
      await editor.say("A view");
      await editor.end();

      await vi.waitFor(() => expect(editor.text()).toBe("why?\n> A view"));
      expect(editor.edits()).toHaveLength(count);
    },
  );

  it("is given to a question that arrives with the lines above it", async ({ expect }) => {
    const editor = await editing("");
    await editor.type("# A\n\nwhy?>\n", 0);
    await editor.say("A view");
    await editor.end();

    await vi.waitFor(() => expect(editor.text()).toBe("# A\n\nwhy?\n> A view\n"));
  });
});

interface Editing {
  readonly name?: string;
  readonly sendsWholeText?: boolean;
}

/** An editor with one document, whose edits it makes and reports, and a model that the test controls. */
async function editing(content: string, { name = "x", sendsWholeText = false }: Editing = {}) {
  let document = TextDocument.create(URI, "markdown", 1, content);
  let asked = 0;
  let say: ((text: string) => unknown) | undefined;
  let end: (() => void) | undefined;
  const edits: TextEdit[] = [];
  const chat: ChatClient = {
    provider: "p",
    model: "m",
    chat(_request, { signal, onDelta } = {}) {
      asked += 1;
      return new Promise((resolve, reject) => {
        let text = "";
        say = (piece) => {
          text += piece;
          return onDelta?.(piece);
        };
        end = () => resolve({ text, sentBytes: 1, recvBytes: 1 });
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    },
  };
  const server = await startedServer({
    chat,
    clientInfo: { name },
    capabilities: VERSIONED,
    onEdit({ edit }) {
      let applied = document.getText();
      for (const change of edit.documentChanges ?? []) {
        const made = TextDocumentEdit.is(change) ? change.edits.filter(isTextEdit) : [];
        edits.push(...made);
        applied = TextDocument.applyEdits(TextDocument.create(URI, "", 1, applied), made);
      }
      void send(applied);
      return { applied: true };
    },
  });
  const { client, messages } = server;

  async function send(text: string): Promise<void> {
    const before = document;
    document = TextDocument.create(URI, "markdown", before.version + 1, text);
    const whole = { start: before.positionAt(0), end: before.positionAt(before.getText().length) };
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: document.version },
      contentChanges: [sendsWholeText ? { text } : { range: whole, text }],
    });
  }

  await server.open(URI, "markdown", content);
  return {
    handled,
    text: () => document.getText(),
    edits: () => edits,
    asked: () => asked,
    messages: () => messages.map(({ message }) => message),
    replace: send,
    type: async (text: string, offset: number) => {
      const before = document.getText();
      await send(before.slice(0, offset) + text + before.slice(offset));
      await handled();
    },
    say: async (text: string) => {
      await vi.waitFor(() => expectAsked(asked));
      await say?.(text);
    },
    end: async () => {
      end?.();
      await handled();
    },
  };
}

function isTextEdit(edit: unknown): edit is TextEdit {
  return TextEdit.is(edit);
}

/** Lets the server handle what is on its way. */
async function handled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise(setImmediate);
  }
}

function expectAsked(count: number): void {
  if (count === 0) {
    throw new Error("No model was asked");
  }
}
