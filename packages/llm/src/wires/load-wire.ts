import type { ResolvedTarget } from "../target/resolve-target.ts";
import type { ChatWire } from "./chat-wire.ts";
import type { CompatibleManner } from "./compatible-wire.ts";

/**
 * How OpenRouter tells apps apart (https://openrouter.ai/docs/app-attribution). It takes a localhost address together with
 * a title from an app without a home page.
 */
const OPENROUTER_HEADERS = {
  "HTTP-Referer": "http://localhost/hexai",
  "X-Title": "Hexai",
};

/** The wire of `target`. Its SDK is loaded here, and no other. */
export async function loadWire(target: ResolvedTarget): Promise<ChatWire> {
  return await LOADERS[target.kind](target);
}

const LOADERS: Readonly<
  Record<ResolvedTarget["kind"], (target: ResolvedTarget) => Promise<ChatWire>>
> = {
  openai: (target) => loadCompatible(target, { includeUsage: true }),
  anthropic: async (target) => (await import("./anthropic-wire.ts")).anthropicWire(target),
  openrouter: (target) => loadCompatible(target, { headers: OPENROUTER_HEADERS }),
  ollama: async (target) => (await import("./ollama-wire.ts")).ollamaWire(target),
  compatible: (target) => loadCompatible(target, {}),
};

async function loadCompatible(target: ResolvedTarget, manner: CompatibleManner): Promise<ChatWire> {
  const { compatibleWire } = await import("./compatible-wire.ts");
  return compatibleWire(target, manner);
}
