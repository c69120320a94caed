import { describe, it, onTestFinished, vi } from "vitest";

import { type LanguageClient, startLanguageServer } from "./language-client.ts";

const URI = "file:///a.txt";

/** A server in a few lines: its one command asks for an edit, and it says on stderr which methods it got. */
const SERVER = `
  let input = Buffer.alloc(0);
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    process.stdout.write("Content-Length: " + body.length + "\\r\\n\\r\\n" + body);
  };
  const handle = ({ id, method, params, result }) => {
    if (method === undefined) return send({ method: "window/showMessage", params: { type: 3, message: JSON.stringify(result) } });
    process.stderr.write(method + " " + JSON.stringify(params ?? null) + "\\n");
    if (method === "exit") process.exit(7);
    if (method === "workspace/executeCommand") send({ id: "edit", method: "workspace/applyEdit", params: params.arguments[0] });
    if (id !== undefined) send({ id, result: method === "initialize" ? { capabilities: { positionEncoding: "utf-8" } } : null });
  };
  process.stdin.on("data", (chunk) => {
    input = Buffer.concat([input, chunk]);
    for (;;) {
      const head = input.indexOf("\\r\\n\\r\\n");
      const length = Number(/Content-Length: (\\d+)/.exec(input.subarray(0, head))?.[1]);
      if (head === -1 || input.length < head + 4 + length) return;
      const body = input.subarray(head + 4, head + 4 + length);
      input = input.subarray(head + 4 + length);
      handle(JSON.parse(body));
    }
  });
  process.stdin.on("end", () => process.exit(3));
`;

describe("startLanguageServer", () => {
  it("keeps a document in step with the server, in the encoding that it chose", async ({
    expect,
  }) => {
    const client = await started();
    await client.initialize();
    client.open({ uri: URI, languageId: "plaintext", text: "é🙂b" });

    client.change(URI, { start: 3, end: 4 }, "c");

    expect(client.document(URI)).toMatchObject({ version: 2, text: "é🙂c" });
    await vi.waitFor(() => {
      expect(client.stderr()).toContain(
        '"range":{"start":{"line":0,"character":6},"end":{"line":0,"character":7}},"text":"c"',
      );
    });
  });

  it("applies an edit to the version it was made for", async ({ expect }) => {
    const client = await started();
    await client.initialize();
    client.open({ uri: URI, languageId: "plaintext", text: "é🙂b" }, 5);

    await client.executeCommand("edit", editOf(5));

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([{ message: '{"applied":true}' }]);
    });
    expect(client.document(URI)).toMatchObject({ version: 6, text: "é🙂new" });
    expect(client.edits).toHaveLength(1);
  });

  it("refuses an edit to another version and keeps the text", async ({ expect }) => {
    const client = await started();
    await client.initialize();
    client.open({ uri: URI, languageId: "plaintext", text: "é🙂b" }, 6);

    await client.executeCommand("edit", editOf(5));

    await vi.waitFor(() => {
      expect(client.edits).toMatchObject([{ result: { applied: false } }]);
    });
    expect(client.document(URI)).toMatchObject({ version: 6, text: "é🙂b" });
  });

  it("rejects a request that a server leaves unanswered when it ends", async ({ expect }) => {
    const client = await started();

    const unanswered = client.request("exit");

    await expect(unanswered).rejects.toThrow(/disposed/);
  });

  it("tells how the server ended", async ({ expect }) => {
    const byExit = await started();
    const byInput = await started();
    const byKill = await started();

    byExit.exit();
    byInput.endInput();
    await byKill.stop();

    await expect(byExit.exited).resolves.toBe(7);
    await expect(byInput.exited).resolves.toBe(3);
    await expect(byKill.exited).resolves.toBeNull();
  });
});

async function started(): Promise<LanguageClient> {
  const client = await startLanguageServer({ command: process.execPath, args: ["-e", SERVER] });
  onTestFinished(() => client.stop());
  return client;
}

function editOf(version: number): object {
  const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 7 } };
  return {
    edit: {
      documentChanges: [
        { textDocument: { uri: URI, version }, edits: [{ range, newText: "new" }] },
      ],
    },
  };
}
