import { type Config, loadConfig } from "@hexai/config";
import { UserError } from "@hexai/process";
import { cacheDir } from "@hexai/stats";
import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { hostSettingsOf } from "../../settings/host-settings-of.ts";
import { settingsOf } from "../../settings/settings-of.ts";
import type { ModelsRequest } from "../cli-request.ts";
import { configuredModelsOf } from "./configured-models-of.ts";
import { createModelStore, type ModelStore } from "./io/model-store.ts";
import { isFresh } from "./kept-models.ts";

/** What `hexai models` takes from the process. */
export interface ModelsSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** The provider that is asked when none is named. */
  readonly chooseProvider: (config: Config) => Promise<string>;
  readonly listModels: (config: Config, provider: string) => Promise<readonly string[]>;
}

/**
 * `hexai models [PROVIDER]`: a line for each model that the provider offers. For people the configured ones have a
 * `*`; programs get nothing but names.
 *
 * @throws {UserError} When the configuration is wrong, or there is no model.
 * @throws {ChatError} When the provider does not say what it has.
 */
export async function runModels(
  request: ModelsRequest,
  { env, cwd, terminal, chooseProvider, listModels }: ModelsSurroundings,
): Promise<void> {
  const config = settingsOf(await loadConfig({ env, cwd, file: request.configFile }));
  const provider = request.provider ?? config.provider.name ?? (await chooseProvider(config));
  const dir = cacheDir();
  const names = await remembered(provider, config, request, {
    store: dir === undefined ? undefined : createModelStore(dir),
    now: terminal.now(),
    list: () => listModels(config, provider),
  });
  terminal.signal.throwIfAborted();
  if (names.length === 0) {
    throw new UserError(1, `${provider} offers no models`);
  }
  const configured = configuredModelsOf(config, provider);
  const { out } = terminal;
  const lineOf = (name: string): string =>
    out.isTerminal
      ? `${configured.includes(name) ? "*" : " "} ${sanitizeName(name)}\n`
      : `${sanitizeName(name)}\n`;
  out.write(names.map(lineOf).join(""));
}

interface Sources {
  /** Absent: nothing can be remembered. */
  readonly store: ModelStore | undefined;
  readonly now: number;
  readonly list: () => Promise<readonly string[]>;
}

async function remembered(
  provider: string,
  config: Config,
  { isFresh: isAsked }: ModelsRequest,
  { store, now, list }: Sources,
): Promise<readonly string[]> {
  const source = { provider, baseUrl: hostSettingsOf(config, provider)?.base_url ?? "" };
  const kept = isAsked ? undefined : await store?.find(source);
  if (kept !== undefined && isFresh(kept, now)) {
    return kept.names;
  }
  const names = await list();
  await store?.keep(source, { at: now, names });
  return names;
}
