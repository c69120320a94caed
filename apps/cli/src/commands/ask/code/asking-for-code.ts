import type { ChatClient, ChatMessage } from "@hexai/chat";

import { CODE_PROMPT, isBuiltInPrompt } from "../prompt/system-prompt.ts";

const CODE_ALONE =
  "Answer with exactly one fenced code block that holds all of the code, and with nothing before or after it.";

/**
 * The same client, except that it asks for code alone, whatever the system prompt of the user, of a role or of a conversation is. It
 * asks so for one answer only: the sentence is no part of what a conversation keeps.
 */
export function askingForCode(client: ChatClient): ChatClient {
  return {
    ...client,
    chat: (request, options) =>
      client.chat({ ...request, messages: withSentence(request.messages) }, options),
  };
}

function withSentence([first, ...others]: readonly ChatMessage[]): readonly ChatMessage[] {
  if (first?.role !== "system") {
    return [
      { role: "system", content: CODE_ALONE },
      ...(first === undefined ? [] : [first]),
      ...others,
    ];
  }
  // That of a conversation may be the built-in one for words, which wants no fences.
  const content =
    typeof first.content === "string"
      ? `${isBuiltInPrompt(first.content) ? CODE_PROMPT : first.content} ${CODE_ALONE}`
      : [...first.content, { type: "text" as const, text: CODE_ALONE }];
  return [{ ...first, content }, ...others];
}
