import type { ImageMediaType, MessageContent, TokenUsage } from "@hexai/chat";
import type { ModelOptions } from "@hexai/config";

/** What every message of a conversation has. */
interface MessageBase {
  /** Unique in its conversation. */
  readonly id: string;
  /** The message that it follows. Messages with the same one are branches. */
  readonly parent: string | undefined;
  /** When it began, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The instruction from here on. With an empty one, none is sent. */
interface SystemMessage extends MessageBase {
  readonly role: "system";
  readonly content: string;
}

export interface Question extends MessageBase {
  readonly role: "user";
  /** Its text. */
  readonly content: string;
  readonly images?: readonly KeptImage[] | undefined;
  /** The id that all questions of one turn have: several branches that are asked at once have one each. */
  readonly turn: string;
  /** Who is asked. */
  readonly models: readonly AskedModel[];
  /** Where it was asked; see `terminalId`. */
  readonly terminal?: string | undefined;
  /** What is kept of it, where a file that may hold secrets was sent along. Undefined in what was read. */
  readonly kept?: KeptContent | undefined;
  /** A project's file had a say in what was asked, or who was. */
  readonly usesProject?: true | undefined;
}

/** What is kept of a question in the place of what was sent. */
export type KeptContent = Pick<Question, "content" | "images">;

/** A picture of a question. It is in a file of its own, however often it was sent. */
export interface KeptImage {
  readonly sha256: string;
  readonly mediaType: ImageMediaType;
  /** Undefined when it was not read, or when its file is missing. */
  readonly bytes?: Uint8Array | undefined;
}

export interface Answer extends MessageBase {
  readonly role: "assistant";
  /** The part that came. Empty when none did. */
  readonly content: string;
  /** `broken`: the provider failed. `pending`: another process is still writing it. */
  readonly end: "aborted" | "broken" | "pending" | "whole";
  readonly model: AskedModel;
  readonly bytes?: { readonly sent: number; readonly recv: number } | undefined;
  readonly tokens?: TokenUsage | undefined;
  /** Who charges for it; see `ChatAnswer`. */
  readonly vendor?: string | undefined;
  /** What it cost, in US dollars, where the provider said so, or the user's own prices of that day did. */
  readonly costUsd?: number | undefined;
  /** Its text is not kept, because a file that may hold secrets was sent along. */
  readonly isWithheld?: boolean | undefined;
  /** It came from the cache of answers. */
  readonly isCached?: boolean | undefined;
  /** Why there is no answer, in one sentence. */
  readonly error?: string | undefined;
}

/** Takes back a turn: what is asked next goes on from before it. */
interface Undo extends MessageBase {
  readonly role: "undo";
  readonly turn: string;
  readonly terminal?: string | undefined;
}

export type Message = Answer | Question | SystemMessage | Undo;

/** A model, and what it is asked with. */
export interface AskedModel {
  /** Its place among the models that are asked at once, as in `-1`. */
  readonly index: number;
  readonly provider: string;
  readonly name: string;
  readonly temperature?: number | undefined;
  readonly options?: ModelOptions | undefined;
}

/** What is known of a conversation besides its messages. */
interface ConversationHead {
  readonly id: string;
  readonly name?: string | undefined;
}

export interface Conversation extends ConversationHead {
  /** In the order in which they were written. */
  readonly messages: readonly Message[];
}

/** What is sent of a question: its pictures, as far as they are there, and its text. */
export function contentOf({
  content,
  images = [],
}: Pick<Question, "content" | "images">): MessageContent {
  const parts = images.flatMap(({ mediaType, bytes }) =>
    bytes === undefined ? [] : [{ type: "image" as const, mediaType, bytes }],
  );
  if (parts.length === 0) {
    return content === "" && images.length > 0 ? MISSING : content;
  }
  return content === "" ? parts : [...parts, { type: "text", text: content }];
}

/** Providers refuse a blank message. */
const MISSING = "(a picture that is missing)";

/** Whether there is something in it that a model can be sent: providers refuse blank messages. */
export function hasText({ content }: Pick<Answer, "content">): boolean {
  return content.trim() !== "";
}
