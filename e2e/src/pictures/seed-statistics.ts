import { createStore } from "@hexai/stats";

const MODELS = [
  { provider: "openai", model: "gpt-4.1" },
  { provider: "anthropic", model: "claude-sonnet-5-5" },
  { provider: "ollama", model: "qwen2.5-coder:latest" },
] as const;

/** An hour of somebody's work, in the statistics in `dir`. */
export async function seedStatistics(dir: string): Promise<void> {
  for (let minute = 55; minute > 0; minute -= 1) {
    const store = createStore({ dir, now: () => Date.now() - minute * 60_000 });
    const requests = Math.round(3 + 3 * Math.sin(minute / 6));
    for (let index = 0; index < requests; index += 1) {
      const { provider, model } = MODELS[(minute + index * index) % MODELS.length] ?? MODELS[0];
      await store.update(provider, model, 900 + 37 * minute, 2_100 + 61 * minute);
    }
  }
}
