import type { ChatClient } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import { resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { createWireClient } from "./create-wire-client.ts";

/**
 * Creates the client for `choice`, or for what the settings choose. The key is looked up here. No request is sent, except to find
 * a local Ollama when nothing is configured.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`: no provider is set up, no such provider, no key, or an invalid address.
 */
export async function createClient(
  settings: LlmSettings,
  choice: TargetChoice | undefined,
  given: Dependencies,
): Promise<ChatClient> {
  const dependencies = completeDependencies(given);
  const target = await resolveTarget(settings, choice ?? {}, dependencies);
  const endpoint = createEndpoint(target, settings, dependencies, choice?.attempts);
  return createWireClient(target, endpoint, {
    maxTokens: settings.general.max_tokens,
    maxTokensSetting: settings.general.limit_sources?.max_tokens ?? "general.max_tokens",
    temperature: target.temperature,
  });
}
