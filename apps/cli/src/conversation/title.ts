import { sanitizeName, truncateToWidth } from "@hexai/terminal/text";

import type { Conversation } from "./message.ts";

/** In cells of a terminal. */
const TITLE_WIDTH = 48;

/** Its process ended before the question was written. */
const NO_QUESTION = "(no question)";

/** The name of a conversation, or its first words; safe for a terminal, on one line. */
export function titleOf({ name, messages }: Conversation): string {
  const question = messages.find((message) => message.role === "user");
  const first = question?.content || (question?.images === undefined ? "" : "(a picture)");
  // A prompt may be as long as a file: its beginning is enough.
  const words = first.slice(0, 1000).trim().replaceAll(/\s+/gu, " ");
  return truncateToWidth(sanitizeName(name ?? (words === "" ? NO_QUESTION : words)), TITLE_WIDTH);
}

/** How long ago something was, in the largest unit that is not zero. */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) {
    return "just now";
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return `${hours} h ago`;
  }
  const days = Math.floor(hours / 24);
  return days === 1 ? "yesterday" : `${days} days ago`;
}
