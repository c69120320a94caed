import { bashScript, fishScript, type Program, zshScript } from "@hexai/command-line";
import { defaultConfig, loadConfig } from "@hexai/config";
import { cacheDir } from "@hexai/stats";

import type { CommandContext } from "../command.ts";
import { createModelStore } from "../models/io/model-store.ts";
import type { CompletionRequest } from "./command.ts";
import { modelNames, providerNames, roleNames } from "./completion-names.ts";

const SCRIPTS = { bash: bashScript, fish: fishScript, zsh: zshScript };

/** `hexai completion …`: a script, or the names that one asks for. No provider is asked. */
export async function runCompletion(
  { what, configFile: file }: CompletionRequest,
  { env, cwd, terminal: { out } }: CommandContext,
  program: Program,
): Promise<void> {
  if (what === "bash" || what === "fish" || what === "zsh") {
    out.write(SCRIPTS[what](program));
    return;
  }
  if (what === "conversations") {
    const { completedConversations } = await import("./completed-conversations.ts");
    out.write(completedConversations(env));
    return;
  }
  const loaded = await loadConfig({ env, cwd, file });
  const config = loaded.ok ? loaded.config : defaultConfig(); // A shell cannot show mistakes while it completes.
  const names =
    what === "models"
      ? modelNames(config, await listedModels())
      : (what === "roles" ? roleNames : providerNames)(config);
  out.write(names.map((name) => `${name}\n`).join(""));
}

/** The models in all cached lists. */
async function listedModels(): Promise<readonly string[]> {
  const dir = cacheDir();
  return dir === undefined ? [] : createModelStore(dir).all();
}
