/** What a message says: plain text, or text and pictures in this order. */
export type MessageContent = string | readonly MessagePart[];

export type MessagePart = ImagePart | TextPart;

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** A picture. Each wire encodes it as its provider wants it. */
export interface ImagePart {
  readonly type: "image";
  readonly mediaType: ImageMediaType;
  /** The content of its file. */
  readonly bytes: Uint8Array;
}

/** The formats that providers read. */
export type ImageMediaType = "image/gif" | "image/jpeg" | "image/png" | "image/webp";

/** The parts of a message; a plain text is one part. */
export function partsOf(content: MessageContent): readonly MessagePart[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** The text of a message without its pictures. Between two parts of text is a blank line. */
export function textOf(content: MessageContent): string {
  return partsOf(content)
    .flatMap((part) => (part.type === "text" ? [part.text] : []))
    .join("\n\n");
}
