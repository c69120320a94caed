export { type ClientSurroundings, createChatClient } from "./create-chat-client.ts";
export type { Fetch } from "./request-watch.ts";
export type { LlmSettings } from "./llm-settings.ts";
