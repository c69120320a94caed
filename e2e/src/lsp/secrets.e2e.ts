import { symlink } from "node:fs/promises";
import { join } from "node:path";

import type { LanguageClient } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { answering, setUpLsp } from "./lsp-fixture.ts";

const SECRET = "hunter2-never-to-be-sent";

interface Document {
  readonly client: LanguageClient;
  readonly uri: string;
}

/** Everything that sends text of a document to a model. */
const SURFACES: readonly { surface: string; use: (document: Document) => unknown }[] = [
  { surface: "completion", use: complete },
  { surface: "ghost text", use: completeInline },
  { surface: "chat", use: typing(0, "why?>\n") },
  { surface: "tags", use: typing(0, ">!go on>\n") },
  { surface: "code actions", use: chooseEach },
  { surface: "hexai.action", use: act },
  { surface: "hexai.complete", use: completeHere },
];

const KEPT: readonly { path: string; why: string }[] = [
  { path: "repo/.env", why: "it holds secrets by its name" },
  { path: "repo/deploy/server.pem", why: "it is a key" },
  { path: "repo/build/out.md", why: "a .gitignore names it" },
  { path: "repo/docs/draft.md", why: "a nested .gitignore names it" },
  { path: "repo/data/a.md", why: "the project's patterns name it" },
  { path: "repo/customers.md", why: "the user's patterns name it" },
  { path: "repo/link.md", why: "it leads to a secret" },
  { path: "repo/huge.md", why: "it is too large" },
];

describe("hexai-lsp keeps at home", () => {
  it.for(SURFACES)("secrets, on the surface: $surface", async ({ use }, { expect }) => {
    const { client, provider, open } = await repository();
    const uri = open("repo/.env", `KEY=${SECRET}\n`);

    await use({ client, uri });

    await settle(client, uri);
    expect(provider.requests).toEqual([]);
    expect(provider.visits).toEqual([]);
    expect(client.edits).toEqual([]);
  });

  it.for(SURFACES)("nothing else, on the surface: $surface", async ({ use }, { expect }) => {
    const { client, provider, open } = await repository();
    const uri = open("repo/notes.md", "fine\n");

    await use({ client, uri });

    await vi.waitFor(() => expect(provider.requests.length).toBeGreaterThan(0), { timeout: 5_000 });
    expect(JSON.stringify(provider.requests)).not.toContain(SECRET);
  });

  it.for(KEPT)("$path: $why", async ({ path }, { expect }) => {
    const { client, provider, open } = await repository();
    const isHuge = path.includes("huge");
    const uri = open(path, isHuge ? "x".repeat(1024 * 1024 + 1) : `${SECRET}\n`);

    for (const { use } of isHuge ? SURFACES.slice(0, 3) : SURFACES) {
      await use({ client, uri });
    }

    await settle(client, uri);
    expect(provider.requests).toEqual([]);
    expect(provider.visits).toEqual([]);
    expect(client.edits).toEqual([]);
  });

  it("a test file that would go along as context", async ({ expect }) => {
    const { client, provider, open, write } = await repository();
    await write("repo/.gitignore", "build/\n*_test.go\n");
    await write("repo/calc_test.go", `package calc\n\n// ${SECRET}\n`);
    const uri = open("repo/calc.go", "package calc\n\nfunc Add(a, b int) int { return a + b }\n");
    const text = client.document(uri).text;
    const actions = await client.codeActions(uri, {
      start: text.indexOf("func"),
      end: text.length,
    });
    const action = actions.find(({ title }) => title === "Implement unit test");
    expect(action).toBeDefined();

    await client.choose(action ?? { title: "" });

    await vi.waitFor(() => expect(provider.requests.length).toBeGreaterThan(0), PATIENCE);
    expect(JSON.stringify(provider.requests)).not.toContain(SECRET);
  });

  it("what another open document holds", async ({ expect }) => {
    const { client, provider, open } = await repository();
    open("repo/.env", `KEY=${SECRET}\n`);
    const uri = open("repo/notes.md", "fine\n");

    for (const { use } of SURFACES) {
      await use({ client, uri });
    }

    await vi.waitFor(() => expect(provider.requests.length).toBeGreaterThan(2), { timeout: 5_000 });
    expect(JSON.stringify(provider.requests)).not.toContain(SECRET);
  });
});

describe("hexai-lsp tells what it keeps at home", () => {
  it("once for each document", async ({ expect }) => {
    const { client, open } = await repository();
    const uri = open("repo/.env", "A=1\n");

    await complete({ client, uri });
    await complete({ client, uri });

    await settle(client, uri);
    expect(client.messages.map(({ message }) => message)).toEqual([
      "Hexai: .env is not sent to any model, because it may hold secrets",
    ]);
  });

  it("not by itself when the user does not want that, but to who asks", async ({ expect }) => {
    const { client, open } = await repository("lsp_notify_ignored = false\n");
    const uri = open("repo/.env", "A=1\n");

    await complete({ client, uri });
    await settle(client, uri);
    expect(client.messages).toEqual([]);
    typing(0, "# why?>\n")({ client, uri });

    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.messages[0]?.message).toContain(".env is not sent to any model");
  });

  it("again soon after a .gitignore has changed", async ({ expect }) => {
    const { client, open, provider, write } = await repository();
    const uri = open("repo/notes.md", "\n");
    typing(0, "one?>")({ client, uri });
    await vi.waitFor(() => expect(client.edits).toHaveLength(1), PATIENCE);

    await write("repo/.gitignore", "*.md\n");

    await vi.waitFor(
      async () => {
        client.change(uri, { start: 0, end: client.document(uri).text.length }, "");
        typing(0, "two?>")({ client, uri });
        await settle(client, uri);
        expect(client.messages.at(-1)?.message).toContain(".gitignore names it");
      },
      { timeout: 5_000 },
    );
    expect(provider.requests.length).toBeGreaterThan(0);
  });
});

/** @param ignore - What else the user's section `[ignore]` says. */
async function repository(ignore = "") {
  const fixture = await setUpLsp({
    respond: answering("answer"),
    config: `[completion]\ncompletion_debounce_ms = 0\n[ignore]\nextra_patterns = ["customers.*"]\n${ignore}`,
    files: {
      "repo/.git/HEAD": "",
      "repo/.gitignore": "build/\n",
      "repo/docs/.gitignore": "draft.*\n!.env\n",
      "repo/.hexaiconfig.toml": '[ignore]\nextra_patterns = ["data/"]\n',
      "repo/.env": `KEY=${SECRET}\n`,
      "repo/huge.md": "x".repeat(1024 * 1024 + 1),
    },
  });
  const { client, uriOf, home } = fixture;
  await symlink(join(home, "repo/.env"), join(home, "repo/link.md"));
  await client.initialize({
    clientInfo: { name: "helix", version: "25.07.1" },
    workspaceFolders: [{ uri: uriOf("repo"), name: "repo" }],
    capabilities: {
      workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        inlineCompletion: {},
      },
    },
  });
  function open(path: string, text: string): string {
    const uri = uriOf(path);
    const languageId = path.endsWith(".go") ? "go" : "markdown";
    client.open({ uri, languageId, text });
    return uri;
  }
  return { ...fixture, open };
}

async function complete({ client, uri }: Document): Promise<void> {
  await client.request("textDocument/completion", {
    textDocument: { uri },
    position: { line: 0, character: 2 },
    context: { triggerKind: 1 },
  });
}

async function completeInline({ client, uri }: Document): Promise<void> {
  await client.request("textDocument/inlineCompletion", {
    textDocument: { uri },
    position: { line: 0, character: 2 },
    context: { triggerKind: 1 },
  });
}

function typing(at: number, text: string): (document: Document) => void {
  return ({ client, uri }) => client.change(uri, { start: at, end: at }, text);
}

async function chooseEach({ client, uri }: Document): Promise<void> {
  const actions = await client.codeActions(uri, { start: 0, end: 4 });
  for (const action of actions) {
    await client.choose(action);
  }
}

async function act({ client, uri }: Document): Promise<void> {
  const { version } = client.document(uri);
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
  await client.executeCommand("hexai.action", { action: "simplify", uri, version, range });
}

async function completeHere({ client, uri }: Document): Promise<void> {
  const { version } = client.document(uri);
  const position = { line: 0, character: 2 };
  await client.executeCommand("hexai.complete", { uri, version, position });
}

/** Resolves when everything so far was handled, as far as it can be handled without a provider. */
async function settle(client: LanguageClient, uri: string): Promise<void> {
  await complete({ client, uri });
  await client.executeCommand("hexai.stop");
  await complete({ client, uri });
}
