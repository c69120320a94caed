import type { ChatClient } from "@hexai/chat";

/** By then the question is on its way, and most models think for longer than a rehearsal takes. */
const REHEARSE_AFTER_MS = 50;

/**
 * What reads answers takes as long to load, and to run for the first time, as a statistics update. While the model thinks
 * nobody waits for that: the first time an answer is not there after a moment, `understudy` is asked, and not listened to.
 */
export function withRehearsal(client: ChatClient, understudy: ChatClient): ChatClient {
  const { provider, model } = client;
  let isDone = false;
  return {
    provider,
    model,
    async chat(request, options = {}) {
      const timer = setTimeout(() => {
        if (!isDone) {
          isDone = true;
          understudy.chat(request, { onDelta: ignore }).catch(ignore); // the answer itself will tell
        }
      }, REHEARSE_AFTER_MS);
      try {
        return await client.chat(request, {
          ...options,
          onDelta(text) {
            clearTimeout(timer);
            return options.onDelta?.(text);
          },
        });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function ignore(): void {
  // It is a rehearsal.
}
