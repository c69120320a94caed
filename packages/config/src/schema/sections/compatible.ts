import type { CompatibleSettings } from "../../config.ts";
import { headersRule, isVariableName, queryRule } from "../host-parameters-rule.ts";
import { nameText, oneOf, textLike, webAddress } from "../rules.ts";
import type { EntriesOf, NamedShape } from "../shape.ts";
import { API_KEY_COMMAND, modelOptions, TEMPERATURE } from "./host.ts";

/** The providers that Hexai knows by name. */
export const KNOWN_PROVIDERS: readonly string[] = ["openai", "anthropic", "openrouter", "ollama"];

const HOST: EntriesOf<CompatibleSettings> = {
  base_url: {
    rule: webAddress({
      login: "name the variable of the key in api_key_env",
      query: 'put it into query = { NAME = "…" }',
    }),
    isAddress: true,
    isRequired: true,
    example: "http://127.0.0.1:8080/v1",
    description: "The address of the API. Required.",
  },
  model: {
    rule: nameText(),
    isRequired: true,
    example: "qwen2.5-coder-7b",
    description: "The model that answers. Required.",
  },
  temperature: TEMPERATURE,
  options: modelOptions({ reasoning_effort: "low", top_p: 0.9 }),
  api_key_env: {
    rule: textLike(
      isVariableName,
      "must be the name of an environment variable in capitals, such as LAB_API_KEY",
    ),
    example: "LAB_API_KEY",
    description: "The environment variable that holds the key, if the host needs one.",
    isSecret: true,
  },
  api_key_command: API_KEY_COMMAND,
  headers: {
    rule: headersRule(),
    example: { "X-Team": "editors", "api-key": { env: "LAB_API_KEY" } },
    description: `Headers to send with every request. A value is a text or { env = "NAME" }, a variable that holds it.
Authorization replaces that of the key. Values are never shown.`,
    isSecret: true,
  },
  query: {
    rule: queryRule(),
    example: { "api-version": "2024-10-21" },
    description: `Parameters to add to the address of every request, after the ?. Values are as in headers, and never shown.`,
    isSecret: true,
  },
  fim: {
    rule: oneOf(["auto", "none", "llamacpp", "mistral", "deepseek", "openai", "ollama"]),
    default: "auto",
    description: `How the host completes code between a prefix and a suffix: llamacpp (/infill), mistral (/fim/completions), deepseek
(/beta/completions), openai (/completions) or ollama (/api/generate); auto finds out, none uses chat.`,
  },
};

export const COMPATIBLE: NamedShape<CompatibleSettings> = {
  named: HOST,
  description:
    "Hosts that speak OpenAI's protocol, as many as you like, each under a name of your choice.",
  refuseName(name) {
    if (KNOWN_PROVIDERS.includes(name.toLowerCase())) {
      return `is the name of a built-in provider, must be written as [${name.toLowerCase()}] or have another name`;
    }
    return /^[\w-]{1,64}$/u.test(name)
      ? undefined
      : "is not a valid name, must be up to 64 letters, digits, - and _";
  },
  examples: new Map([
    [
      "lab",
      {
        base_url: "http://127.0.0.1:8080/v1",
        model: "qwen2.5-coder-7b",
        temperature: 0.2,
        options: { reasoning_effort: "low", top_p: 0.9 },
        api_key_env: "LAB_API_KEY",
        api_key_command: ["pass", "show", "lab"],
        headers: { "X-Team": "editors", "api-key": { env: "LAB_API_KEY" } },
        query: { "api-version": "2024-10-21" },
        fim: "auto",
      },
    ],
  ]),
};
