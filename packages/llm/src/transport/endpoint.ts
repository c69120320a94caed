import type { ChatTarget } from "../target/chat-target.ts";
import type { Circuit } from "./circuits.ts";
import type { CompleteDependencies } from "./dependencies.ts";
import type { Send } from "./send.ts";

/** A target and what a request to it needs. */
export interface Endpoint extends Pick<CompleteDependencies, "now" | "random" | "sleep"> {
  readonly target: ChatTarget;
  readonly send: Send;
  readonly circuit: Circuit;
  /** Longest silence, and longest time until the answer begins over all attempts, in seconds. 0 means no limit. */
  readonly idleSeconds: number;
  /** The setting that sets `idleSeconds`, if one does. */
  readonly idleSetting?: string | undefined;
  /** Maximum number of times a request is sent. */
  readonly attempts: number;
}
