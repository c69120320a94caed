import type { Config } from "../../config.ts";
import { nameText } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const PROVIDER: EntriesOf<Config["provider"]> = {
  name: {
    rule: nameText(),
    example: "openai",
    description: `Who is asked: openai, anthropic, openrouter, ollama, or the NAME of a [compatible.NAME]. Without it: the first
whose key is in the environment, else an Ollama on this machine.`,
    variable: "HEXAI_PROVIDER",
    inEditor: true,
  },
};
