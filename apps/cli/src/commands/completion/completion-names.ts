import type { Config } from "@hexai/config";

import { PROVIDERS } from "../../settings/key-sources.ts";

/** The names of all providers, in alphabetical order. */
export function providerNames({ compatible }: Config): readonly string[] {
  return safeNames([...PROVIDERS, ...compatible.keys()]);
}

/** The names of all roles, in alphabetical order. */
export function roleNames({ roles }: Config): readonly string[] {
  return safeNames([...roles.keys()]);
}

/**
 * The models that the configuration names, and those in `listed`, in alphabetical order.
 *
 * @param listed - The models in the cached lists of providers.
 */
export function modelNames(config: Config, listed: readonly string[]): readonly string[] {
  const { models, compatible, roles } = config;
  const hosts = [...PROVIDERS.map((provider) => config[provider]), ...compatible.values()];
  const targets = [...models.cli, ...models.chat, ...models.code_action, ...models.completion];
  return safeNames(
    [...hosts, ...targets, ...roles.values()].flatMap(({ model }) => model ?? []).concat(listed),
  );
}

/** Names come from files, also from that of a cloned repository. No shell treats these characters specially. */
const SAFE_NAME = /^[\w.][\w.:/@+-]*$/u;

/** Those of the names that a shell takes for one word, each once, in alphabetical order. */
export function safeNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => SAFE_NAME.test(name)).toSorted();
}
