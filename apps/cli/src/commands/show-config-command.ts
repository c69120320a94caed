import { describeConfig, formatConfigOrigin, type LoadedConfig } from "@hexai/config";

import { configLines } from "../config-lines.ts";
import { harmlessText } from "../harmless-text.ts";
import { keyPlacesOf } from "../key-places-of.ts";
import { validOf } from "../settings-of.ts";
import type { Terminal } from "../terminal.ts";

/**
 * `hexai config show`: every key with its effective value and where that comes from, then where keys were found. No
 * key is shown.
 *
 * @throws {UserError} When the configuration is wrong.
 */
export function showConfigCommand(
  loaded: LoadedConfig,
  env: Readonly<Record<string, string | undefined>>,
  { out }: Pick<Terminal, "out">,
): void {
  const valid = validOf(loaded);
  const text = configLines([
    ...describeConfig(valid).map(({ key, text: value, origin }) => ({
      key,
      value,
      place: formatConfigOrigin(origin),
    })),
    ...keyPlacesOf(valid.config, env).map(({ provider, place }) => ({
      key: `key of ${provider}`,
      value: "***",
      place,
    })),
  ]);
  out.write(out.isTerminal ? harmlessText(text) : text);
}
