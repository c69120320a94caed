import { type ChatClient, ChatError } from "@hexai/chat";

import type { Target } from "../../settings/configured-targets.ts";

/** What one target did when it was asked. */
export type OnlineResult =
  | { readonly ok: true; readonly provider: string; readonly model: string }
  | {
      readonly ok: false;
      readonly provider: string | undefined;
      readonly error: ChatError;
    };

const REQUEST = { messages: [{ role: "user", text: "Say: ok" }], maxTokens: 1 } as const;

/** Asks one target for one token. @throws The signal's reason, once it is aborted. */
export async function checkOnline(
  target: Target,
  createClient: (target: Target) => Promise<ChatClient>,
  signal: AbortSignal,
): Promise<OnlineResult> {
  try {
    const client = await createClient(target);
    await client.chat(REQUEST, { signal }).catch(ignoreTheEnd);
    return { ok: true, provider: client.provider, model: client.model };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ChatError) {
      return { ok: false, provider: error.provider ?? target.provider, error };
    }
    throw error;
  }
}

/** One token is hardly ever the whole answer; and a provider that begins one has accepted the key and the model. */
function ignoreTheEnd(error: unknown): void {
  if (!(error instanceof ChatError && error.code === "incomplete")) {
    throw error;
  }
}
