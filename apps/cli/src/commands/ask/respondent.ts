import type { ChatClient } from "@hexai/chat";

import { harmlessName } from "../../output/harmless-name.ts";
import type { UsageRecorder } from "./record-usage.ts";

/** Who is asked, and what is known beside the answer. */
export interface Respondent {
  /** Reports what it did to `usage`. */
  readonly chat: ChatClient;
  readonly usage: Pick<UsageRecorder, "abandon" | "begin" | "finish">;
  /** Age of the answer in milliseconds if it came out of the cache, once it is there. */
  readonly cachedMs: () => number | undefined;
}

/** How a model is called where people read it. */
export function nameOf({ provider, model }: Pick<ChatClient, "model" | "provider">): string {
  return harmlessName(`${provider}:${model}`);
}
