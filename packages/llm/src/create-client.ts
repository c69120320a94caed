import type { ChatClient } from "@hexai/chat";

import { createEndpoint } from "./create-endpoint.ts";
import { createUnderstudy } from "./create-understudy.ts";
import { createWireClient } from "./create-wire-client.ts";
import { completeSurroundings } from "./io/default-surroundings.ts";
import type { LlmSettings } from "./llm-settings.ts";
import { loadWire } from "./load-wire.ts";
import { resolveTarget } from "./resolve-target.ts";
import type { ClientSurroundings } from "./surroundings.ts";
import type { TargetChoice } from "./target-choice.ts";
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
  given: ClientSurroundings,
): Promise<ChatClient> {
  const surroundings = completeSurroundings(given);
  const target = await resolveTarget(settings, choice ?? {}, surroundings);
  const endpoint = await createEndpoint(target, settings, surroundings, choice?.attempts);
  const wire = await loadWire(target);
  const defaults = { maxTokens: settings.general.max_tokens, temperature: target.temperature };
  return withRehearsal(
    createWireClient(endpoint, wire, defaults),
    createUnderstudy(endpoint, wire, defaults),
  );
}
