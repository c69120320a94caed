import type { ChatTarget } from "../target/chat-target.ts";
import type { Circuit } from "./circuits.ts";
import type { Send } from "./send.ts";
import type { Surroundings } from "./surroundings.ts";

/** A target and everything that a request to it needs. */
export interface Endpoint extends Pick<Surroundings, "now" | "random" | "sleep"> {
  readonly target: ChatTarget;
  readonly send: Send;
  readonly circuit: Circuit;
  /** Longest silence in seconds. 0: no limit. */
  readonly idleSeconds: number;
  /** How often a request is sent at most. */
  readonly attempts: number;
}
