import { formatStatusLine } from "./format-status-line.ts";
import { llmLabel } from "./sanitize-name.ts";
import type { LineOptions } from "./status-options.ts";

/** The line for tmux while the first request of a process is under way: `LLM:openai:gpt-4.1 ⏳`. */
export function formatLLMStartStatus(
  provider: string,
  model: string,
  options: LineOptions = {},
): string {
  return formatStatusLine(`${llmLabel(provider, model)} ⏳`, options);
}
