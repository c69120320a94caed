import type { HostSettings } from "../../config.ts";
import { command, nameText, numberBetween, webAddress } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

/** The section of a built-in provider. */
export function hostSection(
  model: string,
  baseUrl: string,
  { key, shell }: { readonly key: string; readonly shell?: string },
): EntriesOf<HostSettings> {
  return {
    model: {
      rule: nameText(),
      default: model,
      description: "The model that answers.",
      inProject: true,
    },
    base_url: {
      rule: webAddress({
        login: `put the key into ${key}`,
        query: "only a [compatible.NAME] can have one, in its query",
      }),
      isAddress: true,
      default: baseUrl,
      description:
        shell === undefined
          ? "The address of the API."
          : `The address of the API. If not set, ${shell} is used, unless the key comes from
HEXAI_${key} or api_key_command.`,
    },
    temperature: { ...TEMPERATURE, inProject: true },
    api_key_command: API_KEY_COMMAND,
  };
}

export const TEMPERATURE: EntriesOf<HostSettings>["temperature"] = {
  rule: numberBetween(0, 2),
  example: 0.2,
  description: "0 to 2; 0 is sent as 0. If not set, the provider uses its own default.",
};

export const API_KEY_COMMAND: EntriesOf<HostSettings>["api_key_command"] = {
  rule: command(),
  example: ["pass", "show", "lab"],
  description: `A program that prints the key, and its arguments. It is started without a shell, and only when no variable holds
the key.`,
  isSecret: true,
};
