import type { HostSettings, ModelOptions } from "../../config.ts";
import { modelOptionsRule } from "../model-options-rule.ts";
import { command, nameText, numberBetween, webAddress } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

interface HostFacts {
  readonly key: string;
  readonly shell?: string;
  readonly options: EntriesOf<HostSettings>["options"];
}

/** The section of a built-in provider. */
export function hostSection(
  model: string,
  baseUrl: string,
  { key, shell, options }: HostFacts,
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
    options,
    api_key_command: API_KEY_COMMAND,
  };
}

export const TEMPERATURE: EntriesOf<HostSettings>["temperature"] = {
  rule: numberBetween(0, 2),
  example: 0.2,
  description: "0 to 2; 0 is sent as 0. If not set, the provider uses its own default.",
};

/** The options of a provider's section. */
export function modelOptions(
  example: ModelOptions,
  description = "What goes into the body of every chat as it is.",
): EntriesOf<HostSettings>["options"] {
  return { rule: modelOptionsRule(), example, description };
}

/** The options of a target or a role. */
export const OWN_OPTIONS: EntriesOf<HostSettings>["options"] = {
  ...modelOptions(
    { top_p: 0.9 },
    "As in the provider's section, and stronger than there. A project cannot set it.",
  ),
  onlyUser: true,
};

export const API_KEY_COMMAND: EntriesOf<HostSettings>["api_key_command"] = {
  rule: command(),
  example: ["pass", "show", "lab"],
  description: `A program that prints the key, and its arguments. It is started without a shell, and only when no variable holds
the key.`,
  isSecret: true,
};
