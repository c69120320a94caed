import { createStore } from "@hexai/stats";

const MODELS = [
  { provider: "openai", model: "gpt-4.1", vendor: "openai", program: "hexai" },
  { provider: "anthropic", model: "claude-sonnet-5-5", vendor: "anthropic", program: "hexai" },
  { provider: "ollama", model: "qwen2.5-coder:latest", vendor: "local", program: "hexai-lsp" },
] as const;

/** Tokens are some four bytes long. */
const BYTES_PER_TOKEN = 4;

/** An hour of somebody's work, in the statistics in `dir`. */
export async function seedStatistics(dir: string): Promise<void> {
  for (let minute = 55; minute > 0; minute -= 1) {
    const store = createStore({ dir, now: () => Date.now() - minute * 60_000 });
    const requests = Math.round(3 + 3 * Math.sin(minute / 6));
    for (let index = 0; index < requests; index += 1) {
      const { provider, model, ...details } =
        MODELS[(minute + index * index) % MODELS.length] ?? MODELS[0];
      const [sent, recv] = [900 + 37 * minute, 2_100 + 61 * minute];
      const tokens = {
        input: Math.round(sent / BYTES_PER_TOKEN),
        cached: details.vendor === "local" ? 0 : 4 * minute,
        output: Math.round(recv / BYTES_PER_TOKEN),
      };
      await store.update(provider, model, sent, recv, { ...details, tokens });
    }
  }
}
