import type { Config } from "../../config.ts";
import { nameText } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const PROVIDER: EntriesOf<Config["provider"]> = {
  name: {
    rule: nameText(),
    example: "openai",
    description: `The provider: openai, anthropic, openrouter, ollama, or the NAME of a [compatible.NAME]. If not set, the first
one whose key is in the environment is used, else an Ollama on this machine.`,
    variable: "HEXAI_PROVIDER",
    inEditor: true,
  },
};
