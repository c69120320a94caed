import type { ChatClient } from "@hexai/chat";

import type { LlmSettings } from "../target/llm-settings.ts";
import type { Dependencies } from "../transport/dependencies.ts";
import { createClient } from "./create-client.ts";

/** Makes the client that the settings alone decide: `createClient` without a choice. */
export function createChatClient(
  settings: LlmSettings,
  dependencies: Dependencies,
): Promise<ChatClient> {
  return createClient(settings, undefined, dependencies);
}
