import type { ProviderReply } from "@hexai/testing";

import type { ProviderUnderTest } from "./connect.ts";

/** The pieces of a stream, as a provider's documentation has them. */
export interface Frames {
  readonly text: (text: string) => string;
  /** Says why the text ends. */
  readonly finish: string;
  readonly end: string;
}

export const DONE = "data: [DONE]\n\n";

export const COMPATIBLE: Frames = {
  text: (content) => chunk({ delta: { content }, finish_reason: null }),
  finish: chunk({ delta: {}, finish_reason: "stop" }),
  end: DONE,
};

export const ANTHROPIC: Frames = {
  text: (text) =>
    named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
  finish: named({ type: "message_delta", delta: { stop_reason: "end_turn" } }),
  end: named({ type: "message_stop" }),
};

/** Ollama's reason stands in the line that ends the answer. */
export const OLLAMA: Frames = {
  text: (content) => line({ message: { role: "assistant", content }, done: false }),
  finish: "",
  end: line({ message: { role: "assistant", content: "" }, done: true, done_reason: "stop" }),
};

export const FRAMES: Readonly<Record<ProviderUnderTest, Frames>> = {
  openai: COMPATIBLE,
  openrouter: COMPATIBLE,
  lab: COMPATIBLE,
  anthropic: ANTHROPIC,
  ollama: OLLAMA,
};

/** A server-sent event with this data. */
export function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** A chunk of chat completions with one choice. */
export function chunk(choice: object): string {
  return event({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, ...choice }] });
}

function named(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return `event: ${data.type}\n${event(data)}`;
}

function line(data: object): string {
  return `${JSON.stringify(data)}\n`;
}

/** A stream of exactly these texts. */
export function raw(...texts: readonly string[]): ProviderReply {
  return { type: "raw", chunks: texts.map((text) => Buffer.from(text)) };
}
