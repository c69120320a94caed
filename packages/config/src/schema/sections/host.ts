import type { HostSettings } from "../../config.ts";
import { command, nameText, numberBetween, webAddress } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

/** The section of a provider that Hexai knows by name. */
export function hostSection(model: string, baseUrl: string): EntriesOf<HostSettings> {
  return {
    model: {
      rule: nameText(),
      default: model,
      description: "The model that answers.",
      inProject: true,
    },
    base_url: { rule: webAddress(), default: baseUrl, description: "Where the API is." },
    temperature: { ...TEMPERATURE, inProject: true },
    api_key_command: API_KEY_COMMAND,
  };
}

export const TEMPERATURE: EntriesOf<HostSettings>["temperature"] = {
  rule: numberBetween(0, 2),
  example: 0.2,
  description: "From 0 (sober) to 2 (wild); 0 means 0. Without it: the provider's own default.",
};

export const API_KEY_COMMAND: EntriesOf<HostSettings>["api_key_command"] = {
  rule: command(),
  example: ["pass", "show", "lab"],
  description: `A program that prints the key, with its arguments. It is started without a shell, when no variable holds the
key.`,
  isSecret: true,
};
