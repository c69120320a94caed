import type { ChatClient } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import type { ClientSurroundings } from "../transport/surroundings.ts";
import { createClient } from "./create-client.ts";

/** Makes the client that the settings alone decide: `createClient` without a choice. */
export function createChatClient(
  settings: LlmSettings,
  surroundings: ClientSurroundings,
): Promise<ChatClient> {
  return createClient(settings, undefined, surroundings);
}
