import { toAmount, formatCount } from "./figures/amount.ts";
import { humanBytes } from "./figures/human-bytes.ts";
import { formatStatusLine } from "./format-status-line.ts";
import { llmLabel } from "./sanitize-name.ts";
import type { LineOptions } from "./status-options.ts";

/**
 * What one process used, for tmux: `LLM:openai:gpt-4.1 ↑12kB ↓34kB 0.8rpm 5r`. The form of before the Σ line,
 * kept for compatibility.
 *
 * @param rpm - Requests per minute.
 * @param sent - UTF-8 bytes, as `recv`.
 */
export function formatLLMStatsStatusColored(
  provider: string,
  model: string,
  reqs: number,
  rpm: number,
  sent: number,
  recv: number,
  options: LineOptions = {},
): string {
  const usage = `↑${humanBytes(sent)} ↓${humanBytes(recv)} ${toAmount(rpm).toFixed(1)}rpm ${formatCount(reqs)}r`;
  return formatStatusLine(`${llmLabel(provider, model)} ${usage}`, options);
}
