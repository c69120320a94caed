import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { CLIENT_MODELS, type ModelledClientName, startModelledClient } from "@hexai/testing";
import { vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import type { EditorClient } from "./editor-client.ts";
import type { Scene } from "./scene.ts";

const LANGUAGES: Readonly<Record<string, string>> = {
  ".md": "markdown",
  ".ts": "typescript",
  ".txt": "plaintext",
};
/** After this a user presses the key again that asks for completions, in milliseconds. */
const PRESS_AGAIN_MS = 1_000;
/** The time for a key of somebody who does not wait for anything, in milliseconds. */
const FAST_MS = 5;

/** The model of a plugin against the built server. */
export async function startModelledEditor(
  name: ModelledClientName,
  { env, project }: Scene,
  onEnd: (end: () => Promise<void>) => void,
): Promise<EditorClient> {
  const model = CLIENT_MODELS[name];
  const client = await startModelledClient(model, {
    command: "hexai-lsp",
    args: ["--stdio"],
    env,
    cwd: project,
  });
  onEnd(() => client.stop());
  let uri = "";
  let told = "";

  function messages(): string {
    return (
      told +
      client
        .language()
        .messages.map(({ message }) => message)
        .join("\n")
    );
  }

  async function awaitItem(): Promise<void> {
    await vi.waitFor(async () => {
      if (!client.isOffered()) {
        await vi
          .waitUntil(() => client.isOffered(), { timeout: PRESS_AGAIN_MS, interval: 20 })
          .catch((error: unknown) => {
            client.invoke();
            throw error;
          });
      }
    }, PATIENCE);
  }

  return {
    async open(file) {
      uri = pathToFileURL(join(project, file)).href;
      const bytes = await readFile(join(project, file));
      client.open(uri, LANGUAGES[extname(file)] ?? "plaintext", decoded(bytes));
    },
    async openUnnamed() {
      if (model.unnamed === undefined) {
        throw new Error(`${name} serves no buffer without a file`);
      }
      uri = model.unnamed;
      client.open(uri, "markdown", "");
      await Promise.resolve();
    },
    async moveBehind(text) {
      client.moveTo(client.text().indexOf(text) + text.length);
      await Promise.resolve();
    },
    async type(text, { keyMs = FAST_MS } = {}) {
      for (const character of text) {
        client.type(character);
        await sleep(keyMs);
      }
    },
    awaitItem,
    hasItem: () => Promise.resolve(client.isOffered()),
    async acceptItem() {
      client.accept();
      await Promise.resolve();
    },
    async act(title, first, last) {
      const starts = lineStarts(client.text());
      const start = starts[first] ?? 0;
      const end = starts[last + 1] ?? client.text().length;
      const language = client.language();
      const actions = await language.codeActions(uri, { start, end });
      const action = actions.find((one) => one.title === title);
      if (action === undefined) {
        throw new Error(`${title} is not offered`);
      }
      await language.choose(action);
    },
    async undo() {
      client.undo();
      await settled();
    },
    async redo() {
      client.redo();
      await settled();
    },
    text: () => Promise.resolve(client.text()),
    told: () => Promise.resolve(messages()),
    async close() {
      client.close();
      await Promise.resolve();
    },
    async restart() {
      told = messages();
      await client.restart();
    },
  };

  /** The server answers in order, so it has seen everything that came before. */
  async function settled(): Promise<void> {
    await client
      .language()
      .request("hexai/none")
      .catch(() => undefined);
  }
}

/** An editor takes bytes that are not UTF-8 for Latin-1. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}
