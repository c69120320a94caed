import { llmLabel } from "./llm-label.ts";
import { statusLineOf } from "./status-line-of.ts";
import type { LineOptions } from "./status-options.ts";

/** The line for tmux while the first request of a process is under way: `LLM:openai:gpt-4.1 ⏳`. */
export function formatLLMStartStatus(
  provider: string,
  model: string,
  options: LineOptions = {},
): string {
  return statusLineOf(`${llmLabel(provider, model)} ⏳`, options);
}
