import { plainTarget } from "./plain-name.ts";

/** `LLM:provider:model`, without what is empty. */
export function llmLabel(provider: string, model: string): string {
  const target = plainTarget(provider, model);
  return target === "" ? "LLM" : `LLM:${target}`;
}
