import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";

import { type LanguageClient, startLanguageServer, temporaryHome } from "@hexai/testing";

import { type FimProvider, startFimProvider } from "./fim-provider.ts";

export const LSP: string = join(import.meta.dirname, "../../../apps/lsp/bin.js");

const LINES = 5_000;
/** An editor with documents of 5,000 lines open in the server. */
export interface LspSession {
  readonly client: LanguageClient;
  readonly provider: FimProvider;
  /** Replaces a line of a document, and gives the place at its end. */
  readonly writeLine: (document: number, line: number, text: string) => Place;
  /** Types at the end of a line. */
  readonly type: (place: Place, text: string) => Place;
  /** Asks for completions and resolves with how many there are and how long it took. */
  readonly complete: (place: Place) => Promise<Completed>;
  stop(): Promise<void>;
}

interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

interface Completed {
  readonly items: number;
  readonly tookMs: number;
}

/** What the server finds at its start. */
export interface SessionOptions {
  /** More lines of its configuration. */
  readonly config?: string;
  /** Fills the directory of the statistics. */
  readonly fillStats?: (dir: string) => Promise<void>;
}

/**
 * @param documents - How many.
 * @param textOf - What the model writes for the request with this number, from 0, piece by piece.
 */
export async function startLspSession(
  documents: number,
  textOf: (index: number) => readonly string[],
  { config = "", fillStats }: SessionOptions = {},
): Promise<LspSession> {
  const provider = await startFimProvider(textOf);
  const home = await temporaryHome();
  await mkdir(join(home.dir, ".config/hexai"));
  await writeFile(join(home.dir, ".config/hexai/config.toml"), configOf(provider.url) + config);
  await fillStats?.(join(home.dir, ".cache/hexai"));
  const client = await startLanguageServer({
    command: process.execPath,
    args: [LSP, "--stdio"],
    cwd: home.dir,
    env: { PATH: process.env["PATH"], ...home.env },
  });
  await client.initialize({ processId: null, clientInfo: { name: "helix", version: "25.07.1" } });
  const versions = new Map<string, number>();
  const text = Array.from({ length: LINES }, (_, line) => `const name_${line} = compute(${line});`);
  for (let index = 0; index < documents; index += 1) {
    const uri = uriOf(index);
    versions.set(uri, 1);
    const textDocument = { uri, languageId: "typescript", version: 1, text: text.join("\n") };
    client.notify("textDocument/didOpen", { textDocument });
  }

  function change(uri: string, start: object, end: object, newText: string): void {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    client.notify("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text: newText }],
    });
  }

  return {
    client,
    provider,
    writeLine(document, line, newText) {
      const uri = uriOf(document);
      change(uri, { line, character: 0 }, { line, character: 1_000 }, newText);
      return { uri, line, character: newText.length };
    },
    type({ uri, line, character }, newText) {
      change(uri, { line, character }, { line, character }, newText);
      return { uri, line, character: character + newText.length };
    },
    async complete({ uri, line, character }) {
      const before = performance.now();
      const list = await client.request("textDocument/completion", {
        textDocument: { uri },
        position: { line, character },
        context: { triggerKind: 1 },
      });
      return { items: itemsOf(list), tookMs: performance.now() - before };
    },
    async stop() {
      await client.stop();
      await provider.stop();
      await home.remove();
    },
  };
}

/** Memory of a process in RAM, in megabytes. */
export interface Memory {
  /** All of it, pages of Node's own file among it, which all Nodes share. */
  readonly residentMb: number;
  /** Its own alone. */
  readonly privateMb: number;
}

/** Of the process `pid` and all that it has started. */
export async function memoryOf(pid: number): Promise<Memory> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const own = await ownMemoryOf(pid);
  const others = await Promise.all(
    (children.match(/\d+/g) ?? []).map((id) => memoryOf(Number(id))),
  );
  return others.reduce(
    (sum, { residentMb, privateMb }) => ({
      residentMb: sum.residentMb + residentMb,
      privateMb: sum.privateMb + privateMb,
    }),
    own,
  );
}

async function ownMemoryOf(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string): number =>
    (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1_000_000;
  return { residentMb: megabytes("VmRSS"), privateMb: megabytes("RssAnon") };
}

function uriOf(index: number): string {
  return `file:///project/${index}.ts`;
}

function configOf(url: string): string {
  return [
    "[completion]",
    "completion_debounce_ms = 0",
    "[provider]",
    'name = "lab"',
    "[compatible.lab]",
    `base_url = "${url}"`,
    'model = "m"',
    'fim = "llamacpp"',
    "",
  ].join("\n");
}

function itemsOf(list: unknown): number {
  const isList = typeof list === "object" && list !== null && "items" in list;
  return isList && Array.isArray(list.items) ? list.items.length : 0;
}
