import { ANTHROPIC_MESSAGES } from "./anthropic-messages.ts";
import { CHAT_COMPLETIONS } from "./chat-completions.ts";
import { LLAMA_INFILL } from "./llama-infill.ts";
import { OLLAMA_CHAT, OLLAMA_GENERATE } from "./ollama-wires.ts";
import { TEXT_COMPLETIONS } from "./text-completions.ts";
import type { Wire } from "./wire.ts";

/** The path's end decides: hosts put the same wire under `/v1`, `/api/v1` or `/beta`. The longer ends come first. */
const WIRES: readonly (readonly [end: string, wire: Wire])[] = [
  ["/chat/completions", CHAT_COMPLETIONS],
  ["/fim/completions", CHAT_COMPLETIONS],
  ["/completions", TEXT_COMPLETIONS],
  ["/messages", ANTHROPIC_MESSAGES],
  ["/api/chat", OLLAMA_CHAT],
  ["/api/generate", OLLAMA_GENERATE],
  ["/infill", LLAMA_INFILL],
];

/** The wire that is spoken at `path`, or undefined when it is no place to ask a model. */
export function wireOf(path: string): Wire | undefined {
  return WIRES.find(([end]) => path.endsWith(end))?.[1];
}
