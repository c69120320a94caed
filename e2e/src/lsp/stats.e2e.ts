import { mkdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";

import type { LanguageClient } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { answering, setUpLsp } from "./lsp-fixture.ts";

interface Document {
  readonly client: LanguageClient;
  readonly uri: string;
}

/** Each resolves when the user has what was asked for. */
const SURFACES: readonly { surface: string; use: (document: Document) => Promise<void> }[] = [
  { surface: "a completion", use: complete },
  { surface: "ghost text", use: completeInline },
  { surface: "a question", use: ask },
  { surface: "a tag", use: writeTag },
  { surface: "a code action", use: simplify },
];

describe("hexai-lsp's statistics", () => {
  it.for(SURFACES)("count $surface, and never hold it up", async ({ use }, { expect }) => {
    const { client, uri, home } = await opened();
    const lock = join(home, ".cache/hexai/stats.lock");
    await mkdir(lock, { recursive: true });

    await use({ client, uri });

    expect(await reqsOf(home)).toBe(0);
    await rmdir(lock);
    await vi.waitFor(async () => expect(await reqsOf(home)).toBe(1), { timeout: 5_000 });
    expect(client.messages).toEqual([]);
  });

  it("tell in the log and on request what was used and how completions came about", async ({
    expect,
  }) => {
    const { client, uri, home } = await opened();
    const log = join(home, ".local/state/hexai/hexai-lsp.log");

    await complete({ client, uri });

    await vi.waitFor(async () => {
      const text = await readFile(log, "utf8");
      expect(text).toMatch(/llm stats reqs=1 .*\| Σ reqs=1 /);
      expect(text).toMatch(/completions wanted=1 asked=1 /);
    }, PATIENCE);
    await client.executeCommand("hexai.stats");
    await vi.waitFor(() => {
      expect(client.messages.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /^Σ@1h reqs=1 .*\| here reqs=1 \| completions wanted=1 asked=1 saved=0$/,
        ),
      ]);
    }, PATIENCE);
  });
});

async function opened() {
  const fixture = await setUpLsp({
    respond: answering("answer()"),
    config: "[completion]\ncompletion_debounce_ms = 0\n",
  });
  const { client, uriOf } = fixture;
  await client.initialize({
    clientInfo: { name: "helix", version: "25.07.1" },
    capabilities: {
      workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
      textDocument: {
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        inlineCompletion: {},
      },
    },
  });
  const uri = uriOf("notes.md");
  client.open({ uri, languageId: "markdown", text: "a = \n" });
  return { ...fixture, uri };
}

const CURSOR = { position: { line: 0, character: 4 }, context: { triggerKind: 1 } };

async function complete({ client, uri }: Document): Promise<void> {
  const answer = await client.request("textDocument/completion", {
    textDocument: { uri },
    ...CURSOR,
  });
  if (!JSON.stringify(answer).includes("answer()")) {
    throw new Error(`No completion came: ${JSON.stringify(answer)}`);
  }
}

async function completeInline({ client, uri }: Document): Promise<void> {
  await vi.waitFor(async () => {
    const answer = await client.request("textDocument/inlineCompletion", {
      textDocument: { uri },
      ...CURSOR,
    });
    if (!JSON.stringify(answer).includes("answer()")) {
      throw new Error(`No completion came: ${JSON.stringify(answer)}`);
    }
  }, PATIENCE);
}

async function ask(document: Document): Promise<void> {
  await edited(document, () =>
    document.client.change(document.uri, { start: 0, end: 0 }, "why?>\n"),
  );
}

async function writeTag(document: Document): Promise<void> {
  await edited(document, () =>
    document.client.change(document.uri, { start: 0, end: 0 }, ">!x>\n"),
  );
}

async function simplify(document: Document): Promise<void> {
  const { client, uri } = document;
  const actions = await client.codeActions(uri, { start: 0, end: 4 });
  const action = actions.find(({ title }) => title === "Simplify and improve");
  await edited(document, () => void client.choose(action ?? { title: "" }));
}

async function edited({ client }: Document, begin: () => void): Promise<void> {
  begin();
  await vi.waitFor(() => {
    if (client.edits.length === 0) {
      throw new Error(`No edit came: ${JSON.stringify(client.messages)}`);
    }
  }, PATIENCE);
}

/** The requests in the statistics file, read as it is and without a lock. */
async function reqsOf(home: string): Promise<number> {
  const text = await readFile(join(home, ".cache/hexai/stats.json"), "utf8").catch(() => undefined);
  const stats: { readonly events: readonly unknown[] } = JSON.parse(text ?? '{ "events": [] }');
  return stats.events.length;
}
