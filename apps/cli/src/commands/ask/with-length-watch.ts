import type { ChatClient } from "@hexai/chat";

/** Of UTF-16 code units: more than models usually write at once, and less than V8's heap grows for. */
const LONG = 50_000;

/** The same client, except that `onLong` runs once in each answer that turns out to be long. */
export function withLengthWatch(client: ChatClient, onLong: () => void): ChatClient {
  const { provider, model } = client;
  return {
    provider,
    model,
    chat(request, options = {}) {
      let length = 0;
      return client.chat(request, {
        ...options,
        onDelta(text) {
          const isLong = length <= LONG && length + text.length > LONG;
          length += text.length;
          if (isLong) {
            onLong();
          }
          return options.onDelta?.(text);
        },
      });
    },
  };
}
