import type { ChatMessage, ImagePart, MessageContent } from "@hexai/chat";

import type { Attachment } from "../../../attachments/attachment.ts";
import { type AnswerForm, type SystemPrompts, systemPrompt } from "./system-prompt.ts";

/** The prompt, and how it is put to a model. */
export interface Prompt {
  /** The words of the command line. */
  readonly words: readonly string[];
  /** The unaltered text of stdin; empty when nothing was read. */
  readonly piped: string;
  /** Files that go along with it. */
  readonly attachments?: readonly Attachment[];
  /** Replaces the built-in system prompt. With an empty one none is sent. */
  readonly system?: string | undefined;
  /** How the answer will be read, which the built-in system prompt goes by. */
  readonly form?: AnswerForm;
  /** The user's own system prompts. */
  readonly prompts?: SystemPrompts;
}

/** The messages of a request, and what a conversation keeps of the question. */
export interface AskedMessages {
  readonly messages: readonly ChatMessage[];
  /** The question without what may be secret; undefined when all of it may be kept. */
  readonly kept?: MessageContent | undefined;
}

/**
 * The messages of a request: the prompt, the texts of files, and the piped text, unaltered, with blank lines between them; pictures
 * stand before all that. Undefined when everything is blank, because there is nothing to ask.
 */
export function toMessages({
  words,
  piped,
  attachments = [],
  system,
  form = "text",
  prompts = {},
}: Prompt): AskedMessages | undefined {
  const prompt = words.join(" ").trim();
  const images = attachments.filter((attachment) => attachment.type === "image");
  const texts = attachments.filter((attachment) => attachment.type === "text");
  const isBlank = [prompt, piped].every((part) => part.trim() === "");
  if (isBlank && images.length === 0 && texts.every((text) => text.isBlank)) {
    return undefined;
  }
  const instruction = system ?? systemPrompt(prompt, form, prompts);
  const content = contentOf(prompt, attachments, piped);
  return {
    messages: [
      ...(instruction === "" ? [] : [{ role: "system" as const, content: instruction }]),
      { role: "user", content },
    ],
    kept: attachments.some(({ isSecret }) => isSecret)
      ? contentOf(prompt, attachments.map(withoutSecret), piped)
      : undefined,
  };
}

function contentOf(
  prompt: string,
  attachments: readonly Attachment[],
  piped: string,
): MessageContent {
  const images = attachments.filter((attachment) => attachment.type === "image");
  const texts = attachments.filter((attachment) => attachment.type === "text");
  const names =
    images.length > 1
      ? `Pictures, in this order: ${images.map(({ name }) => name).join(", ")}`
      : "";
  const text = [prompt, names, ...texts.map(({ block }) => block), piped]
    .filter((part) => part.trim() !== "")
    .join("\n\n");
  return withImages(
    images.map(({ part }) => part),
    text,
  );
}

function withoutSecret(attachment: Attachment): Attachment {
  const { name, isSecret } = attachment;
  const block = `${name}\n(not kept, because it may hold secrets)`;
  return isSecret === true ? { type: "text", name, block, isBlank: false } : attachment;
}

/** A plain text where there is no picture: some hosts read nothing else. */
function withImages(images: readonly ImagePart[], text: string): MessageContent {
  if (images.length === 0) {
    return text;
  }
  return [...images, ...(text === "" ? [] : [{ type: "text" as const, text }])];
}
