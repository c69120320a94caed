import type { ChatClient } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import { resolveTarget } from "../target/resolve-target.ts";
import type { TargetChoice } from "../target/target-choice.ts";
import { createEndpoint } from "../transport/create-endpoint.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { completeDependencies } from "../transport/io/complete-dependencies.ts";
import { loadWire } from "../wires/load-wire.ts";
import { createUnderstudy } from "./create-understudy.ts";
import { createWireClient } from "./create-wire-client.ts";
import { withRehearsal } from "./with-rehearsal.ts";

/**
 * Makes the client for `choice`. The provider's SDK is loaded here, not with this module, and its key is looked up.
 * Nothing is sent yet, except to find a local Ollama when nothing is configured.
 *
 * @throws {ChatError} (as a rejection) `misconfigured`: nobody to ask, no such provider, no key, or an address that is none.
 */
export async function createClient(
  settings: LlmSettings,
  choice: TargetChoice | undefined,
  given: Dependencies,
): Promise<ChatClient> {
  const dependencies = completeDependencies(given);
  const target = await resolveTarget(settings, choice ?? {}, dependencies);
  const endpoint = await createEndpoint(target, settings, dependencies, choice?.attempts);
  const wire = await loadWire(target);
  const defaults = { maxTokens: settings.general.max_tokens, temperature: target.temperature };
  return withRehearsal(
    createWireClient(endpoint, wire, defaults),
    createUnderstudy(endpoint, wire, defaults),
  );
}
