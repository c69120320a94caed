import type { ChatMessage } from "@hexai/chat";

import { type AnswerForm, type SystemPrompts, systemPrompt } from "./system-prompt.ts";

/** The prompt, and how it is put to a model. */
export interface Prompt {
  /** The words of the command line. */
  readonly words: readonly string[];
  /** The unaltered text of stdin; empty when nothing was read. */
  readonly piped: string;
  /** Replaces the built-in system prompt. With an empty one none is sent. */
  readonly system?: string | undefined;
  /** How the answer will be read, which the built-in system prompt goes by. */
  readonly form?: AnswerForm;
  /** The user's own system prompts. */
  readonly prompts?: SystemPrompts;
}

/**
 * The messages of a request: the prompt, a blank line, and the piped text, unaltered. Undefined when both are blank, because
 * there is nothing to ask.
 */
export function toMessages({
  words,
  piped,
  system,
  form = "text",
  prompts = {},
}: Prompt): readonly ChatMessage[] | undefined {
  const prompt = words.join(" ").trim();
  const parts = [prompt, piped].filter((part) => part.trim() !== "");
  if (parts.length === 0) {
    return undefined;
  }
  const instruction = system ?? systemPrompt(prompt, form, prompts);
  return [
    ...(instruction === "" ? [] : [{ role: "system" as const, content: instruction }]),
    { role: "user", content: parts.join("\n\n") },
  ];
}
