import { defaultConfig, loadConfig } from "@hexai/config";
import { cacheDir } from "@hexai/stats";

import type { Terminal } from "../../output/terminal.ts";
import type { CompletionRequest } from "../cli-request.ts";
import type { CompletionWord } from "../command-words.ts";
import { createModelStore } from "../models/io/model-store.ts";
import { bashScript } from "./bash-script.ts";
import { fishScript } from "./fish-script.ts";
import { modelNamesOf, providerNamesOf } from "./names-of.ts";
import { zshScript } from "./zsh-script.ts";

/** What `hexai completion` takes from the process. */
export interface CompletionSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Pick<Terminal, "out">;
}

/** `hexai completion …`: a script, or the names that one asks for. Nobody is asked over the network. */
export async function runCompletion(
  { what, configFile: file }: CompletionRequest,
  { env, cwd, terminal: { out } }: CompletionSurroundings,
): Promise<void> {
  const script = SCRIPTS[what];
  if (script !== undefined) {
    out.write(script());
    return;
  }
  const loaded = await loadConfig({ env, cwd, file });
  const config = loaded.ok ? loaded.config : defaultConfig(); // a shell has nowhere to show mistakes
  const names =
    what === "providers" ? providerNamesOf(config) : modelNamesOf(config, await listedModels());
  out.write(names.map((name) => `${name}\n`).join(""));
}

/** What `hexai models` remembers, of all providers. */
async function listedModels(): Promise<readonly string[]> {
  const dir = cacheDir();
  return dir === undefined ? [] : createModelStore(dir).all();
}

const SCRIPTS: Partial<Record<CompletionWord, () => string>> = {
  bash: bashScript,
  fish: fishScript,
  zsh: zshScript,
};
