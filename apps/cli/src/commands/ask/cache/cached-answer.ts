import { type ChatAnswer, utf8BytesOf } from "@hexai/chat";

import type { CachedAnswer } from "./with-answer-cache.ts";

/** How long a cached answer is used: 24 hours. */
export const MAX_AGE_MS: number = 24 * 60 * 60 * 1000;

const VERSION = 1;

/** The text of an answer's file. */
export function formatCachedAnswer(
  { text, sentBytes, recvBytes }: ChatAnswer,
  now: number,
): string {
  return `${JSON.stringify({ version: VERSION, at: now, sentBytes, recvBytes, text })}\n`;
}

/** Reads the text of an answer's file. A file that is too old, from the future, damaged or of another version is undefined. */
export function parseCachedAnswer(file: string, now: number): CachedAnswer | undefined {
  const fields = parseFields(file);
  const { version, at, sentBytes, recvBytes, text } = fields;
  if (
    version !== VERSION ||
    typeof at !== "number" ||
    typeof sentBytes !== "number" ||
    typeof text !== "string" ||
    utf8BytesOf(text) !== recvBytes
  ) {
    return undefined;
  }
  const ageMs = now - at;
  return ageMs >= 0 && ageMs < MAX_AGE_MS
    ? { answer: { text, sentBytes, recvBytes }, ageMs }
    : undefined;
}

function parseFields(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(file);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}
