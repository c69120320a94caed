import { fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";
import type { CompletionPrompts } from "@hexai/config";

const SYSTEM = `You write what an instruction inside of a text asks for, and nothing else: no explanation, no Markdown fence, nothing of
the text around it. What you write stands where the text says <CURSOR>. Keep to the style and the indentation that are there.`;

const USER = `File: {{file}} ({{language}})

{{prefix}}<CURSOR>{{suffix}}

Instruction: {{instruction}}`;

export interface TagInput {
  readonly instruction: string;
  readonly language: string;
  /** The file's name. */
  readonly file: string;
  /** The text before the place of the result. */
  readonly prefix: string;
  readonly suffix: string;
}

/** The messages for a tag, in the user's own words where there are any. An empty system template: no system message. */
export function tagMessages(
  input: TagInput,
  { inline_system: system = SYSTEM, inline_user: user = USER }: CompletionPrompts,
): readonly ChatMessage[] {
  const values = new Map(Object.entries(input));
  const messages: readonly ChatMessage[] = [
    { role: "system", text: fillTemplate(system, values) },
    { role: "user", text: fillTemplate(user, values) },
  ];
  return messages.filter(({ text }) => text !== "");
}
