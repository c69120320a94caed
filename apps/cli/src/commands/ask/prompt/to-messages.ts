import type { ChatMessage } from "@hexai/chat";

import { type SystemPrompts, systemPrompt } from "./system-prompt.ts";

/** What the user asks. */
export interface Prompt {
  /** The words of the command line. */
  readonly words: readonly string[];
  /** What came in on stdin, as it came; empty when nothing was read. */
  readonly piped: string;
  /** Instead of the built-in system prompt; empty: none. */
  readonly system?: string | undefined;
  /** Whether the answer will be rendered: the built-in system prompt asks for what can be. */
  readonly markdown?: boolean;
  /** The user's own system prompts. */
  readonly prompts?: SystemPrompts;
}

/**
 * The messages for a question: the prompt, a blank line, and what was piped, unaltered.
 * `undefined` when both are blank: there is nothing to ask.
 */
export function toMessages({
  words,
  piped,
  system,
  markdown = false,
  prompts = {},
}: Prompt): readonly ChatMessage[] | undefined {
  const prompt = words.join(" ").trim();
  const parts = [prompt, piped].filter((part) => part.trim() !== "");
  if (parts.length === 0) {
    return undefined;
  }
  const instruction = system ?? systemPrompt(prompt, markdown, prompts);
  return [
    ...(instruction === "" ? [] : [{ role: "system" as const, text: instruction }]),
    { role: "user", text: parts.join("\n\n") },
  ];
}
