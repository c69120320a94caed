import { type Config, loadConfig } from "@hexai/config";
import { UserError } from "@hexai/process";
import { cacheDir } from "@hexai/stats";
import { sanitizeName } from "@hexai/terminal/text";

import { providerSettings } from "../../settings/provider-settings.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import type { CommandContext } from "../command.ts";
import { isFresh } from "./cached-models.ts";
import type { ModelsRequest } from "./command.ts";
import { createModelStore } from "./io/model-store.ts";

/**
 * `hexai models [PROVIDER]`: a line for each model that the provider offers. On a terminal the configured ones have a
 * `*`; a pipe gets nothing but names.
 *
 * @throws {UserError} When the configuration is wrong, or there is no model.
 * @throws {ChatError} When the provider does not list its models.
 */
export async function runModels(request: ModelsRequest, context: CommandContext): Promise<void> {
  const { env, cwd, terminal, providers } = context;
  const { config } = requireValidConfig(await loadConfig({ env, cwd, file: request.configFile }));
  const provider =
    request.provider ?? config.provider.name ?? (await providers.createClient(config)).provider;
  const names = await listModels(provider, config, request, context);
  terminal.signal.throwIfAborted();
  if (names.length === 0) {
    throw new UserError(1, `${provider} offers no models`);
  }
  const configured = configuredModels(config, provider);
  const { out } = terminal;
  const mark = (name: string): string => (configured.includes(name) ? "* " : "  ");
  const lines = names.map((name) => (out.isTerminal ? mark(name) : "") + sanitizeName(name));
  out.write(lines.map((line) => `${line}\n`).join(""));
}

/** The cached list, or a new one from the provider. */
async function listModels(
  provider: string,
  config: Config,
  request: ModelsRequest,
  { providers, now }: CommandContext,
): Promise<readonly string[]> {
  const dir = cacheDir();
  const store = dir === undefined ? undefined : createModelStore(dir);
  const source = { provider, baseUrl: providerSettings(config, provider)?.base_url ?? "" };
  const cached = request.isFresh ? undefined : await store?.find(source);
  if (cached !== undefined && isFresh(cached, now())) {
    return cached.names;
  }
  const names = await providers.listModels(config, provider);
  await store?.keep(source, { at: now(), names });
  return names;
}

/** The models of one provider that the configuration names: in the provider's section, and among the targets. */
export function configuredModels(config: Config, provider: string): readonly string[] {
  const { cli, chat, code_action: codeAction, completion } = config.models;
  const targets = [...cli, ...chat, ...codeAction, ...completion].filter(
    (target) => (target.provider ?? config.provider.name) === provider,
  );
  const own = providerSettings(config, provider);
  return [...(own === undefined ? [] : [own]), ...targets].flatMap(({ model }) => model ?? []);
}
