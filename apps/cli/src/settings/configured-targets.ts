import type { Config, ValidConfig } from "@hexai/config";

import { findKeySources } from "./key-sources.ts";
import { providerSettings } from "./provider-settings.ts";

/** A model to ask. The configuration says what is undefined. */
export interface Target {
  readonly provider?: string;
  readonly model?: string;
}

/**
 * The targets of the configuration: the provider of `provider.name`, every target of `models` and every role with one, every compatible
 * host, every provider that has a key, and Ollama, which needs none, if a file has a section for it. If there is none, one empty target, which means the default.
 */
export function configuredTargets(
  { config, origins }: Pick<ValidConfig, "config" | "origins">,
  env: Readonly<Record<string, string | undefined>>,
): readonly Target[] {
  const hasOllama = [...origins].some(
    ([key, { type }]) => key.startsWith("ollama.") && type === "file",
  );
  const { provider, compatible, models, roles } = config;
  const named: readonly Target[] = [
    ...(provider.name === undefined ? [] : [{ provider: provider.name }]),
    ...findKeySources(config, env).map(({ provider: name }) => ({ provider: name })),
    ...[...compatible.keys()].map((name) => ({ provider: name })),
    ...(hasOllama ? [{ provider: "ollama" }] : []),
  ];
  const inRoles = [...roles.values()].filter((role) => role.provider ?? role.model);
  const listed = [
    ...models.cli,
    ...models.chat,
    ...models.code_action,
    ...models.completion,
    ...inRoles,
  ].map((target) => toTarget(target, provider.name));
  const targets = new Map(
    [...named, ...listed].map((target) => [targetKey(withModel(target, config)), target]),
  );
  return targets.size === 0 ? [{}] : [...targets.values()];
}

function toTarget({ provider, model }: Target, usual: string | undefined): Target {
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

function targetKey({ provider, model }: Target): string {
  return JSON.stringify([provider ?? null, model ?? null]);
}
