import { isThisMachine } from "../transport/no-proxy.ts";
import type { ChatTarget } from "./chat-target.ts";

/** The hosts of those who charge for answers, under the names that the table of prices has for them. */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ["api.openai.com", "openai"],
  ["eu.api.openai.com", "openai"],
  ["us.api.openai.com", "openai"],
  ["api.anthropic.com", "anthropic"],
  ["openrouter.ai", "openrouter"],
  ["api.openrouter.ai", "openrouter"],
  ["api.deepseek.com", "deepseek"],
  ["api.mistral.ai", "mistral"],
  ["api.groq.com", "groq"],
  ["api.x.ai", "x-ai"],
  ["generativelanguage.googleapis.com", "google"],
  ["api.together.xyz", "together"],
  ["api.together.ai", "together"],
  ["api.fireworks.ai", "fireworks"],
  ["api.cerebras.ai", "cerebras"],
  ["api.perplexity.ai", "perplexity"],
  ["api.cohere.ai", "cohere"],
  ["api.cohere.com", "cohere"],
  ["api.moonshot.ai", "moonshotai"],
  ["api.z.ai", "zai"],
]);

/**
 * Who charges for what is asked at `baseUrl`: `local` for this machine, undefined when that is not known. Only the address tells:
 * a gateway behind `OPENAI_BASE_URL` does not charge OpenAI's prices.
 */
export function vendorOf({ baseUrl }: Pick<ChatTarget, "baseUrl">): string | undefined {
  const host = new URL(baseUrl).hostname.replace(/\.$/u, "");
  return isThisMachine(host) || host.endsWith(".localhost") ? "local" : VENDORS.get(host);
}

/** What is told of who charges for an answer, and how much. Only OpenRouter's word about money is known to be in US dollars. */
export function chargeFor(
  target: Pick<ChatTarget, "baseUrl" | "section">,
  costUsd: number | undefined,
): { readonly vendor?: string; readonly costUsd?: number } {
  const vendor = vendorOf(target);
  const isOpenRouter = target.section === "openrouter" || vendor === "openrouter";
  return {
    ...(vendor !== undefined && { vendor }),
    ...(isOpenRouter && costUsd !== undefined && { costUsd }),
  };
}
