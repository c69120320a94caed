import type { Config } from "@hexai/config";

import { hostSettingsOf } from "../../settings/host-settings-of.ts";

/** The models of one provider that the configuration names: in the provider's section, and among the targets. */
export function configuredModelsOf(config: Config, provider: string): readonly string[] {
  const { cli, chat, code_action: codeAction, completion } = config.models;
  const targets = [...cli, ...chat, ...codeAction, ...completion].filter(
    (target) => (target.provider ?? config.provider.name) === provider,
  );
  const own = hostSettingsOf(config, provider);
  return [...(own === undefined ? [] : [own]), ...targets].flatMap(({ model }) => model ?? []);
}
