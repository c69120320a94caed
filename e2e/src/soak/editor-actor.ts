import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { hexaiProgram, type LanguageClient, startLanguageServer } from "@hexai/testing";

import { send } from "./process-suspender.ts";
import { COMPLETED, MARK } from "./provider-conditions.ts";
import { willBeKilled, type SoakContext } from "./soak-context.ts";

const OPERATIONS_A_LIFE = 25;
const LONGEST_LIFE_MS = 6_000;
const PATIENCE_MS = 60_000;
const PAUSE_MS = 40;

/** What an editor's user did. */
export interface Edited {
  readonly lives: number;
  readonly completions: number;
  readonly actions: number;
  /** How often a document was closed over an answer that was still coming. */
  readonly left: number;
  /** Resident memory of the server in kB, after each operation of its one life. Empty when there were several. */
  readonly memory: readonly number[];
}

export interface EditorOptions {
  readonly name: string;
  /** One server for the whole soak, or a new one now and then, of which some are killed. */
  readonly lives: "one" | "many";
  /** Whether documents are closed while a model may still write: then nobody can say whether it had come to its end. */
  readonly isHasty: boolean;
  /** Resolves when everything that the provider answered for `model` is in the statistics, or all but `left`. */
  readonly counted: (model: string, left: number) => Promise<void>;
}

/** Somebody in an editor: completions, and actions on the whole document. */
export async function editRepeatedly(
  context: SoakContext,
  options: EditorOptions,
): Promise<Edited> {
  const { ending, random, onFault } = context;
  const total = { lives: 0, completions: 0, actions: 0, left: 0, memory: [] as readonly number[] };
  while (!ending.aborted) {
    total.lives += 1;
    const killed = options.lives === "many" && !options.isHasty && willBeKilled(random);
    const model = killed ? "killed" : `${options.name}.${total.lives}`;
    const life = await live(context, options, model).catch((error: unknown) => {
      if (!killed) {
        onFault(`${model}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return undefined;
    });
    total.completions += life?.completions ?? 0;
    total.actions += life?.actions ?? 0;
    total.left += life?.left ?? 0;
    total.memory = options.lives === "one" ? (life?.memory ?? []) : [];
  }
  return total;
}

async function live(
  { env, suspender, disk, random, ending }: SoakContext,
  { lives, isHasty, counted }: EditorOptions,
  model: string,
): Promise<Omit<Edited, "lives">> {
  const memory: number[] = [];
  const operations = lives === "one" ? Number.POSITIVE_INFINITY : OPERATIONS_A_LIFE;
  let completions = 0;
  let actions = 0;
  let left = 0;
  const client = await startLanguageServer({
    command: hexaiProgram("hexai-lsp"),
    args: ["--stdio"],
    env: { ...env, HEXAI_OPENAI_MODEL: model },
  });
  suspender.add(client);
  const end = new AbortController();
  if (model === "killed") {
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
          const offered = await complete(client, done, isHasty);
          completions += Number(!offered.isEmpty);
          left += Number(offered.isIncomplete);
        } else {
          actions += await act(client, done);
        }
        await counted(model, left);
      });
      memory.push(await residentKb(client.pid));
      await sleep(random() * PAUSE_MS);
    }
    await client.shutdown();
    client.exit();
    await within(client.exited, "does not end");
    return { completions, actions, left, memory };
  } finally {
    end.abort();
    suspender.remove(client);
    await client.stop();
  }
}

/** What came of a request for completions. */
interface Offered {
  readonly isEmpty: boolean;
  /** The answer was still coming. */
  readonly isIncomplete: boolean;
}

/** Asks until the list is complete, as an editor does with each key; in haste only once. */
async function complete(client: LanguageClient, turn: number, isHasty: boolean): Promise<Offered> {
  const uri = `file:///soak/${turn % 8}.ts`;
  const text = `${COMPLETED}${turn} = 1;\nconst an`;
  client.open({ uri, languageId: "typescript", text });
  const first = await askAt(client, uri, INVOKED);
  const offered = isHasty ? first : await untilComplete(first, () => askAt(client, uri, REFRESHED));
  client.close(uri);
  return offered;
}

async function untilComplete(first: Offered, again: () => Promise<Offered>): Promise<Offered> {
  let offered = first;
  while (offered.isIncomplete) {
    offered = await again();
  }
  return offered;
}

/** Two of LSP's `CompletionTriggerKind`. */
const INVOKED = 1;
const REFRESHED = 3;

async function askAt(client: LanguageClient, uri: string, triggerKind: number): Promise<Offered> {
  const list = await within(
    client.request("textDocument/completion", {
      textDocument: { uri },
      position: { line: 1, character: 8 },
      context: { triggerKind },
    }),
    "does not answer a completion",
  );
  if (typeof list !== "object" || list === null || !("items" in list && "isIncomplete" in list)) {
    throw new Error("The server answered a completion with something else");
  }
  return {
    isEmpty: Array.isArray(list.items) && list.items.length === 0,
    isIncomplete: list.isIncomplete === true,
  };
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
