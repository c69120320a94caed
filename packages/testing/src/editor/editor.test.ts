import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { describe, it, onTestFinished } from "vitest";

import { createEditor } from "./editor.ts";

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

describe("createEditor", () => {
  it("creates a file and writes into it", async ({ expect }) => {
    const { editor, uri, methods } = await emptyEditor();

    const result = editor.apply({ edit: { documentChanges: [creating(uri), editing(uri)] } });

    expect(result).toEqual({ applied: true });
    expect(editor.document(uri).text).toBe("new ");
    expect(methods).toEqual(["textDocument/didOpen", "textDocument/didChange"]);
  });

  it("does not create a file that exists", async ({ expect }) => {
    const { editor, uri, path } = await emptyEditor();
    await writeFile(path, "old");

    const result = editor.apply({ edit: { documentChanges: [creating(uri), editing(uri)] } });

    expect(result).toEqual({ applied: false, failureReason: `${uri} exists` });
  });

  it("opens a file that is to be changed", async ({ expect }) => {
    const { editor, uri, path } = await emptyEditor();
    await writeFile(path, "old");

    expect(editor.apply({ edit: { changes: { [uri]: [edit] } } })).toEqual({ applied: true });

    expect(editor.document(uri).text).toBe("new old");
  });

  it("refuses to change what is nowhere", async ({ expect }) => {
    const { editor, uri } = await emptyEditor();

    expect(editor.apply({ edit: { documentChanges: [editing(uri)] } })).toMatchObject({
      applied: false,
    });
  });
});

const edit = { range: START, newText: "new " };

function creating(uri: string) {
  return { kind: "create" as const, uri };
}

function editing(uri: string) {
  return { textDocument: { uri, version: null }, edits: [edit] };
}

async function emptyEditor() {
  const directory = await mkdtemp(join(tmpdir(), "hexai-editor-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, "a.txt");
  const methods: string[] = [];
  const editor = createEditor(
    (method) => methods.push(method),
    () => "utf-16",
  );
  return { editor, path, uri: pathToFileURL(path).href, methods };
}
