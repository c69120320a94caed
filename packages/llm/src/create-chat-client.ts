import type { ChatClient } from "@hexai/chat";

import { createClient } from "./create-client.ts";
import type { LlmSettings } from "./llm-settings.ts";
import type { ClientSurroundings } from "./surroundings.ts";

/** Makes the client that the settings alone decide: `createClient` without a choice. */
export function createChatClient(
  settings: LlmSettings,
  surroundings: ClientSurroundings,
): Promise<ChatClient> {
  return createClient(settings, undefined, surroundings);
}
