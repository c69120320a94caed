import type { Config } from "@hexai/config";

import { findKeyPlaces } from "./key-places.ts";
import { providerSettings } from "./provider-settings.ts";

/** A model to ask. What is absent is what the configuration says of it. */
export interface Target {
  readonly provider?: string;
  readonly model?: string;
}

/**
 * Whom the configuration has in mind: the provider of `provider.name`, every target of `models`, every compatible
 * host, and every provider that has a key. Nobody in particular: one target that leaves everything open.
 */
export function configuredTargets(
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): readonly Target[] {
  const { provider, compatible, models } = config;
  const named: readonly Target[] = [
    ...(provider.name === undefined ? [] : [{ provider: provider.name }]),
    ...findKeyPlaces(config, env).map(({ provider: name }) => ({ provider: name })),
    ...[...compatible.keys()].map((name) => ({ provider: name })),
  ];
  const listed = [...models.cli, ...models.chat, ...models.code_action, ...models.completion].map(
    (target) => targetOf(target, provider.name),
  );
  const targets = new Map(
    [...named, ...listed].map((target) => [keyOf(withModel(target, config)), target]),
  );
  return targets.size === 0 ? [{}] : [...targets.values()];
}

function targetOf({ provider, model }: Target, usual: string | undefined): Target {
  const name = provider ?? usual;
  return {
    ...(name === undefined ? {} : { provider: name }),
    ...(model === undefined ? {} : { model }),
  };
}

/** With the model that the provider's own section names, so that one model is not asked twice. */
function withModel({ provider, model }: Target, config: Config): Target {
  const settings = provider === undefined ? undefined : providerSettings(config, provider);
  return { ...(provider === undefined ? {} : { provider }), model: model ?? settings?.model ?? "" };
}

function keyOf({ provider, model }: Target): string {
  return JSON.stringify([provider ?? null, model ?? null]);
}
