import { fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";
import type { CompletionPrompts } from "@hexai/config";

import type { Surroundings } from "./context-window.ts";
import { CURSOR } from "./special-tokens.ts";

const SYSTEM = `You complete text at the cursor of an editor. Answer with what is to be inserted at ${CURSOR} and with nothing
else: no explanation, no Markdown fence, nothing of the text before or after it. Keep to the style and the indentation that are
there. Stop where the text after the cursor goes on. If nothing belongs there, answer with nothing.`;

// The text before the cursor comes early, so that providers recognise the beginning of the prompt.
const USER = `File: {{file}} ({{language}})

{{prefix}}${CURSOR}{{suffix}}`;

export interface CompletionInput extends Surroundings {
  readonly language: string;
  /** The file's name. */
  readonly file: string;
}

/** Asks a chat for what belongs between `prefix` and `suffix`, with the user's own words where there are any. */
export function completionMessages(
  { system = SYSTEM, user = USER }: CompletionPrompts,
  { language, file, prefix, suffix }: CompletionInput,
): readonly ChatMessage[] {
  const values = new Map([
    ["language", language],
    ["file", file],
    ["prefix", prefix],
    ["suffix", suffix],
  ]);
  const messages: readonly ChatMessage[] = [
    { role: "system", text: fillTemplate(system, values) },
    { role: "user", text: fillTemplate(user, values) },
  ];
  return messages.filter(({ text }) => text !== "");
}
