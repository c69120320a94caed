import type { TokenUsage } from "@hexai/chat";

/** A piece of an answer, whichever wire it came over. */
export type AnswerPart =
  | { readonly type: "text"; readonly text: string }
  /** The provider said that the answer ends here, and why. */
  | { readonly type: "end"; readonly reason: EndReason; readonly tokens?: TokenUsage }
  /** The provider's own error, instead of the rest. */
  | { readonly type: "error"; readonly error: unknown };

/** `length`: no room for the rest. `filter`: the provider holds the rest back. */
export type EndReason = "stop" | "length" | "filter";
