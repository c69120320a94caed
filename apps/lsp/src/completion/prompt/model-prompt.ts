import { fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";
import type { CompletionPrompts, Config } from "@hexai/config";

import type { Cursor } from "../../protocol/cursor.ts";
import { fileName } from "../../protocol/uris.ts";
import type { Scope } from "../postprocess/stop-point.ts";
import { type ContextWindow, contextWindow } from "./context-window.ts";
import { CURSOR_MARK } from "./special-tokens.ts";

/** The prompt for a completion. */
export interface ModelPrompt extends ContextWindow {
  readonly languageId: string;
  readonly maxTokens: number;
  readonly temperature: number;
  /** Texts that end a native completion. */
  readonly stop: readonly string[];
  /** The same as a chat, for a model that cannot complete natively. */
  readonly messages: () => readonly ChatMessage[];
}

/** The length of a completion at most, in tokens. */
const MAX_TOKENS: Readonly<Record<Scope, number>> = { line: 64, lines: 256 };

/** @param temperature - The model's own setting, if it has one. */
export function modelPrompt(
  cursor: Cursor,
  scope: Scope,
  { general, prompts }: Config,
  temperature: number = general.coding_temperature,
): ModelPrompt {
  const context = contextWindow(cursor, general);
  const { languageId } = cursor;
  const file = fileName(cursor.uri);
  return {
    ...context,
    languageId,
    maxTokens: Math.min(general.max_tokens, MAX_TOKENS[scope]),
    temperature,
    stop: scope === "line" ? ["\n"] : [],
    messages: () =>
      completionMessages(prompts.completion, { ...context, language: languageId, file }),
  };
}

const SYSTEM = `You complete text at the cursor of an editor. Answer with what is to be inserted at ${CURSOR_MARK} and with nothing
else: no explanation, no Markdown fence, nothing of the text before or after it. Keep to the style and the indentation that are
there. Stop where the text after the cursor goes on. If nothing belongs there, answer with nothing.`;

// The text before the cursor comes early, so that providers find the beginning of the prompt in their cache.
const USER = `File: {{file}} ({{language}})

{{prefix}}${CURSOR_MARK}{{suffix}}`;

export interface CompletionInput extends ContextWindow {
  readonly language: string;
  /** The file's name. */
  readonly file: string;
}

/** Asks a chat for the text between `prefix` and `suffix`, with the user's own templates if there are any. */
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
    { role: "system", content: fillTemplate(system, values) },
    { role: "user", content: fillTemplate(user, values) },
  ];
  return messages.filter(({ content }) => content !== "");
}
