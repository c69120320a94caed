import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startLanguageServer } from "@hexai/testing";

const URI = "file:///demo/area.ts";
const BEFORE = "function area(width, height) { // >!add types>\n  return width * height;\n}\n";

export interface EditedDocument {
  readonly before: string;
  readonly after: string;
  /** What the server wrote into its log about the request. */
  readonly logLine: string;
}

/** Plays an editor: opens a document, chooses "Rewrite selection", and lets the server apply its edit. */
export async function editInEditor(
  bin: string,
  env: Readonly<Record<string, string>>,
): Promise<EditedDocument> {
  const log = join(env["XDG_STATE_HOME"] ?? "", "hexai", "hexai-lsp.log");
  const client = await startLanguageServer({
    command: process.execPath,
    args: [bin, "--stdio"],
    env,
  });
  try {
    await client.initialize();
    client.open({ uri: URI, languageId: "typescript", text: BEFORE }, 1);
    const [action] = await client.codeActions(URI, { start: 0, end: BEFORE.length });
    if (action === undefined) {
      throw new Error("The language server offers no action");
    }
    await client.choose(action);
    await until(() => client.edits.length > 0);
    await client.shutdown();
    client.exit();
    await client.exited;
    return { before: BEFORE, after: client.document(URI).text, logLine: await statsLineOf(log) };
  } finally {
    await client.stop();
  }
}

async function statsLineOf(log: string): Promise<string> {
  const lines = (await readFile(log, "utf8")).split("\n");
  return lines.findLast((line) => line.includes("llm stats")) ?? "";
}

/** Looks every few milliseconds. */
async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isTrue()) {
    if (performance.now() > deadline) {
      throw new Error("The language server sent no edit");
    }
    await sleep(5);
  }
}
