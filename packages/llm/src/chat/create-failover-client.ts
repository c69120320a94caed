import {
  type ChatAnswer,
  type ChatClient,
  ChatError,
  type ChatOptions,
  type ChatRequest,
} from "@hexai/chat";

/** Failures after which another target may still answer: 429, 5xx, no connection, too long a silence. */
const FAILOVER_CODES: readonly string[] = ["rate-limited", "unavailable", "unreachable", "timeout"];

type Clients = readonly [ChatClient, ...ChatClient[]];

/**
 * Combines several clients: a Chat goes to the first, and to the next when it fails with 429, 5xx, no connection or too long a
 * silence before anything was shown. The user sees the last client's error. The combined client has the first one's provider
 * and model; wrap each client in `withUsage` beforehand, so that the one that answered is counted.
 */
export function createFailoverClient(clients: Clients): ChatClient {
  const [{ provider, model }] = clients;
  return {
    provider,
    model,
    chat: (request, options = {}) => ask(clients, request, options),
  };
}

async function ask(
  [client, next, ...others]: Clients,
  request: ChatRequest,
  options: ChatOptions,
): Promise<ChatAnswer> {
  let isShown = false;
  try {
    return await client.chat(request, {
      ...options,
      onDelta(text) {
        isShown = true;
        return options.onDelta?.(text);
      },
    });
  } catch (error) {
    const mayGoOn = !isShown && error instanceof ChatError && FAILOVER_CODES.includes(error.code);
    if (next === undefined || !mayGoOn) {
      throw error;
    }
    return await ask([next, ...others], request, options);
  }
}
