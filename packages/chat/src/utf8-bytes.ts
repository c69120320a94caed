import type { ChatMessage } from "./chat-client.ts";
import { type MessagePart, partsOf } from "./message-content.ts";

/** Length of `text` in UTF-8 bytes. A lone surrogate counts as U+FFFD, three bytes, as it is sent. */
export function utf8BytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * Bytes of the contents of all `messages`: text in UTF-8, a picture as it is in its file. Roles, the wire format around them and
 * the encoding of pictures do not count.
 */
export function sentBytesOf(messages: readonly ChatMessage[]): number {
  return messages
    .flatMap(({ content }) => partsOf(content))
    .reduce((sum, part) => sum + bytesOf(part), 0);
}

function bytesOf(part: MessagePart): number {
  return part.type === "text" ? utf8BytesOf(part.text) : part.bytes.byteLength;
}
