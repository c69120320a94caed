import { describeConfig, formatConfigOrigin, type LoadedConfig } from "@hexai/config";
import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { keyPlacesOf } from "../../settings/key-places-of.ts";
import { validOf } from "../../settings/settings-of.ts";
import { configLines } from "./config-lines.ts";

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
      key: sanitizeName(key),
      value: sanitizeName(value),
      place: sanitizeName(formatConfigOrigin(origin)),
    })),
    ...keyPlacesOf(valid.config, env).map(({ provider, place }) => ({
      key: `key of ${provider}`,
      value: "***",
      place,
    })),
  ]);
  out.write(text);
}
