import process from "node:process";

import { type MessageContent, partsOf } from "@hexai/chat";

import type { KeptImage } from "../../message.ts";

/** The pictures of a message, as a conversation keeps them. */
export function picturesOf(content: MessageContent): readonly KeptImage[] {
  return partsOf(content).flatMap((part) =>
    part.type === "image"
      ? [{ sha256: sha256Of(part.bytes), mediaType: part.mediaType, bytes: part.bytes }]
      : [],
  );
}

/** What a picture is called by. */
export function sha256Of(bytes: Uint8Array): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(bytes).digest("hex");
}
