import { type ChatClient, ChatError } from "@hexai/chat";

import type { Target } from "../../settings/configured-targets.ts";

/** How one target answered. */
export type OnlineResult =
  | { readonly ok: true; readonly provider: string; readonly model: string }
  | {
      readonly ok: false;
      readonly provider: string | undefined;
      readonly error: ChatError;
    };

const REQUEST = { messages: [{ role: "user", content: "Say: ok" }], maxTokens: 1 } as const;

/** Asks one target for one token. @throws The signal's reason, once it is aborted. */
export async function checkOnline(
  target: Target,
  createClient: (target: Target) => Promise<ChatClient>,
  signal: AbortSignal,
): Promise<OnlineResult> {
  try {
    const client = await createClient(target);
    await client.chat(REQUEST, { signal }).catch(ignoreIncomplete);
    return { ok: true, provider: client.provider, model: client.model };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ChatError) {
      return { ok: false, provider: error.provider ?? target.provider, error };
    }
    throw error;
  }
}

/** One token is rarely the whole answer, and a provider that begins to answer has accepted the key and the model. */
function ignoreIncomplete(error: unknown): void {
  if (!(error instanceof ChatError && error.code === "incomplete")) {
    throw error;
  }
}

/** The results for the user: all models of a provider that answer in one line, and each kind of failure once. */
export function formatOnlineResults(results: readonly OnlineResult[]): readonly string[] {
  const groups = new Map<string, readonly OnlineResult[]>();
  for (const result of results) {
    const key = JSON.stringify([result.provider, result.ok ? "ok" : result.error.code]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].flatMap(formatGroup);
}

function formatGroup(group: readonly OnlineResult[]): readonly string[] {
  const names = group.flatMap((result) =>
    result.ok ? [`${result.provider}:${result.model}`] : [],
  );
  if (names.length > 0) {
    return [`${names.join(", ")} ${names.length === 1 ? "answers" : "answer"}`];
  }
  return group.flatMap((result) => (result.ok ? [] : [result.error.message])).slice(0, 1);
}
