import { readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { type LanguageClient, startLanguageServer } from "@hexai/testing";

import { send } from "./population.ts";
import { binOf, isDoomed, type Scene } from "./scene.ts";
import { MARK } from "./weather.ts";

const OPERATIONS_A_LIFE = 25;
const LONGEST_LIFE_MS = 6_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 40;

/** What an editor's user did. */
export interface Edited {
  readonly lives: number;
  readonly completions: number;
  readonly actions: number;
  /** Resident memory of the server in kB, after each operation of its one life. Empty when there were several. */
  readonly memory: readonly number[];
}

export interface EditorOptions {
  readonly name: string;
  /** One server for the whole soak, or a new one now and then, of which some are killed. */
  readonly lives: "one" | "many";
  /** Resolves when everything that the provider answered for `model` is in the statistics. */
  readonly counted: (model: string) => Promise<void>;
}

/** Somebody in an editor: completions, and actions on the whole document. */
export async function editAgainAndAgain(scene: Scene, options: EditorOptions): Promise<Edited> {
  const { ending, random, onFault } = scene;
  const total = { lives: 0, completions: 0, actions: 0, memory: [] as readonly number[] };
  while (!ending.aborted) {
    total.lives += 1;
    const doomed = options.lives === "many" && isDoomed(random);
    const model = doomed ? "doomed" : `${options.name}.${total.lives}`;
    const life = await live(scene, options, model).catch((error: unknown) => {
      if (!doomed) {
        onFault(`${model}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return undefined;
    });
    total.completions += life?.completions ?? 0;
    total.actions += life?.actions ?? 0;
    total.memory = options.lives === "one" ? (life?.memory ?? []) : [];
  }
  return total;
}

async function live(
  { env, population, disk, random, ending }: Scene,
  { lives, counted }: EditorOptions,
  model: string,
): Promise<Omit<Edited, "lives">> {
  const memory: number[] = [];
  const operations = lives === "one" ? Number.POSITIVE_INFINITY : OPERATIONS_A_LIFE;
  let completions = 0;
  let actions = 0;
  const client = await startLanguageServer({
    command: process.execPath,
    args: [binOf("lsp"), "--stdio"],
    env: { ...env, HEXAI_OPENAI_MODEL: model },
  });
  population.add(client);
  const end = new AbortController();
  if (model === "doomed") {
    void sleep(random() * LONGEST_LIFE_MS, undefined, { signal: end.signal }).then(
      () => send(client.pid, "SIGKILL"),
      () => undefined,
    );
  }
  try {
    await client.initialize();
    for (let done = 0; done < operations && !ending.aborted; done += 1) {
      await disk.pass(async () => {
        if (random() < 0.5) {
          completions += await complete(client, done);
        } else {
          actions += await act(client, done);
        }
        await counted(model);
      });
      memory.push(await residentKb(client.pid));
      await sleep(random() * PAUSE_MS);
    }
    await client.shutdown();
    client.exit();
    await within(client.exited, "does not end");
    return { completions, actions, memory };
  } finally {
    end.abort();
    population.remove(client);
    await client.stop();
  }
}

async function complete(client: LanguageClient, turn: number): Promise<number> {
  const uri = `file:///soak/${turn % 8}.ts`;
  const text = `const ${MARK}${turn} = 1;\nconst an`;
  client.open({ uri, languageId: "typescript", text });
  const result = await within(
    client.request("textDocument/completion", {
      textDocument: { uri },
      position: { line: 1, character: 8 },
      context: { triggerKind: 1 },
    }),
    "does not answer a completion",
  );
  client.close(uri);
  const items = typeof result === "object" && result !== null && "items" in result;
  return items && Array.isArray(result.items) && result.items.length > 0 ? 1 : 0;
}

async function act(client: LanguageClient, turn: number): Promise<number> {
  const uri = `file:///soak/${turn % 8}.ts`;
  const text = `let ${MARK} = ${turn};\n`;
  client.open({ uri, languageId: "typescript", text });
  const offered = await client.codeActions(uri, { start: 0, end: text.length });
  const action = offered.find(({ title }) => title.startsWith("Simplify"));
  if (action === undefined) {
    throw new Error("The server offers nothing to simplify");
  }
  const before = { edits: client.edits.length, messages: client.messages.length };
  await client.choose(action);
  await within(
    until(() => client.edits.length > before.edits || client.messages.length > before.messages),
    "does neither edit nor say why not",
  );
  client.close(uri);
  return client.edits.length - before.edits;
}

async function residentKb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1]);
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await sleep(5);
  }
}

async function within<T>(work: Promise<T>, complaint: string): Promise<T> {
  const done = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: done.signal }).then(() => {
    throw new Error(`The server ${complaint}`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    done.abort();
  }
}
