import type { ChatTarget } from "../target/chat-target.ts";
import type { Circuit } from "./circuits.ts";
import type { CompleteDependencies } from "./dependencies.ts";
import type { Send } from "./send.ts";

/** A target and everything that a request to it needs. */
export interface Endpoint extends Pick<CompleteDependencies, "now" | "random" | "sleep"> {
  readonly target: ChatTarget;
  readonly send: Send;
  readonly circuit: Circuit;
  /** Longest silence, and longest wait of all attempts for the answer to begin, in seconds. 0: no limit. */
  readonly idleSeconds: number;
  /** The setting that says so, where one does. */
  readonly idleSetting?: string | undefined;
  /** How often a request is sent at most. */
  readonly attempts: number;
}
