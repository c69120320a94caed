import type { ChatMessage } from "@hexai/chat";

import type { ReadEvent } from "./event-content.ts";

/** A Chat with every setting decided. */
export interface ChatCall {
  readonly messages: readonly ChatMessage[];
  /** In tokens. */
  readonly maxTokens: number;
  /** The provider's own when undefined. */
  readonly temperature: number | undefined;
}

/** A field that some hosts refuse. They are asked without it from then on. */
export type RefusableField = "stream_options" | "max_tokens";

/** One streamed request in a provider's format, and how its answer is read. */
export interface WireRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body for a host that refused these fields. */
  readonly bodyWithout: (refused: ReadonlySet<RefusableField>) => object;
  /** Makes a reader for one answer. */
  readonly createReader: () => ReadEvent;
}
