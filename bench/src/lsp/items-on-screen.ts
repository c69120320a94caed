import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import {
  CLIENT_MODELS,
  type ClientModel,
  hexaiProgram,
  startModelledClient,
  temporaryHome,
} from "@hexai/testing";

import type { Row } from "../measure/row.ts";
import { startFimProvider } from "./fim-provider.ts";

const WORDS = ["compute", "result", "value", "sorted", "number", "append"];
const KEY_MS = [50, 100, 150, 400];
const MODEL_MS = [0, 100, 200, 300, 1_000];
/** How long after the last key of a word an item should be on the screen, in milliseconds. */
const ON_SCREEN_MS = 500;
/** From here on a model may be too slow for that, in milliseconds. */
const SLOW_MS = 300;

/**
 * How many of six words have the item on the screen half a second after their last key, in each client, as its model has it, against
 * the built server. The model never guesses the rest of an unfinished word.
 */
export async function itemsOnScreen(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const modelMs of MODEL_MS) {
    const clients = Object.entries(CLIENT_MODELS);
    rows.push(
      ...(await Promise.all(
        clients.map(async ([name, client]): Promise<Row> => {
          const counts = await countsIn(client, modelMs);
          const isBound = modelMs < SLOW_MS;
          return {
            what: `${name}, a model of ${modelMs} ms; ${KEY_MS.join(", ")} ms a key`,
            measured: `${counts.join(", ")} of ${WORDS.length}`,
            bound: isBound ? `at least ${WORDS.length - 1}` : "none",
            holds: !isBound || counts.every((count) => count >= WORDS.length - 1),
          };
        }),
      )),
    );
  }
  return rows;
}

async function countsIn(client: ClientModel, modelMs: number): Promise<readonly number[]> {
  const provider = await startFimProvider(() => ["(it)"], modelMs);
  const home = await temporaryHome();
  const config = `[provider]
name = "lab"
[compatible.lab]
base_url = "${provider.url}"
model = "m"
fim = "llamacpp"
`;
  await mkdir(join(home.dir, ".config/hexai"), { recursive: true });
  await writeFile(join(home.dir, ".config/hexai/config.toml"), config);
  const editor = await startModelledClient(client, {
    command: hexaiProgram("hexai-lsp"),
    args: ["--stdio"],
    env: home.env,
    cwd: home.dir,
  });
  const counts: number[] = [];
  for (const keyMs of KEY_MS) {
    editor.open(pathToFileURL(join(home.dir, `${keyMs}.ts`)).href, "typescript", "");
    let count = 0;
    for (const word of WORDS) {
      for (const character of ` ${word}`) {
        editor.type(character);
        await sleep(keyMs);
      }
      await sleep(ON_SCREEN_MS - keyMs);
      count += editor.isOffered() ? 1 : 0;
    }
    counts.push(count);
    editor.close();
  }
  await editor.stop();
  await provider.stop();
  await home.remove();
  return counts;
}
