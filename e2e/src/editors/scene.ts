import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import {
  type ProviderReply,
  type ProviderRequest,
  startProvider,
  temporaryHome,
} from "@hexai/testing";

import { LSP_BIN } from "../lsp/lsp-fixture.ts";

/** A home with a project in it, and a provider whose answers a test can change. */
export interface Scene {
  readonly home: string;
  /** The directory of the project, in which the editor runs. */
  readonly project: string;
  /** The environment of the editor. `hexai-lsp` is on its `PATH`. */
  readonly env: Readonly<Record<string, string>>;
  /** What the provider was asked so far, without what is asked to find out what it can do. */
  readonly requests: () => readonly ProviderRequest[];
  /** Sets what the provider does from now on. */
  readonly answerWith: (respond: (request: ProviderRequest) => ProviderReply) => void;
  /** Writes a file of the project, and returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** How many answers the statistics have counted. */
  readonly counted: () => Promise<number>;
}

const CONFIG = `
[[prompts.code_action.custom]]
id = "shout"
title = "Shout"
instruction = "Write it in capital letters."
`;

/** @param onEnd - Registers what is to be done after the test. */
export async function createScene(onEnd: (end: () => Promise<void>) => void): Promise<Scene> {
  let respond: (request: ProviderRequest) => ProviderReply = answerNothing;
  const provider = await startProvider({ respond: (request) => respond(request) });
  const home = await temporaryHome();
  onEnd(async () => {
    await provider.stop();
    await home.remove();
  });
  const project = join(home.dir, "work");
  await put(join(home.dir, "bin/hexai-lsp"), `#!/bin/sh\nexec '${LSP_BIN}' "$@"\n`);
  await put(join(home.dir, ".config/hexai/config.toml"), CONFIG);
  await mkdir(project);
  const { PATH = "" } = process.env;
  return {
    home: home.dir,
    project,
    env: {
      ...home.env,
      PATH: `${join(home.dir, "bin")}:${PATH}`,
      LC_ALL: "C.UTF-8",
      OPENAI_API_KEY: "sk-0123456789",
      HEXAI_OPENAI_BASE_URL: provider.url,
    },
    requests: () => provider.requests.filter(({ messages }) => messages.length > 0),
    answerWith(next) {
      respond = next;
    },
    async write(name, content) {
      await put(join(project, name), content);
      return join(project, name);
    },
    async counted() {
      const stats = await readFile(join(home.dir, ".cache/hexai/stats.json"), "utf8").catch(
        () => '{ "events": [] }',
      );
      const { events }: { readonly events: readonly unknown[] } = JSON.parse(stats);
      return events.length;
    },
  };
}

function answerNothing(): ProviderReply {
  return { type: "answer", deltas: [""] };
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: 0o755 });
}
