import type { ChatMessage } from "./chat-client.ts";

/** Length of `text` in UTF-8 bytes. A lone surrogate counts as U+FFFD, three bytes, as it is sent. */
export function utf8BytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** UTF-8 bytes of the contents of all `messages`; roles and the wire format around them do not count. */
export function sentBytesOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + utf8BytesOf(message.text), 0);
}
