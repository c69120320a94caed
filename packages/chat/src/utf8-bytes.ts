import type { ChatMessage } from "./chat-client.ts";

const encoder = new TextEncoder();

/** Length of `text` in UTF-8 bytes. A lone surrogate counts as U+FFFD, three bytes, as it is sent. */
export function utf8BytesOf(text: string): number {
  return encoder.encode(text).byteLength;
}

/** UTF-8 bytes of the contents of all `messages`; roles and the wire format around them do not count. */
export function sentBytesOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + utf8BytesOf(message.text), 0);
}
