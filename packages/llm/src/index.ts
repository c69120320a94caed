export { type Circuit, type Circuits, createCircuits, type HostSign } from "./circuits.ts";
export { createChatClient } from "./create-chat-client.ts";
export { createClient } from "./create-client.ts";
export { createFailoverClient } from "./create-failover-client.ts";
export type { CommandOutcome, RunCommand } from "./io/run-command.ts";
export type { CompatibleSettings, FimSetting, HostSettings, LlmSettings } from "./llm-settings.ts";
export type { Fetch } from "./request-watch.ts";
export type { ClientSurroundings, Sleep } from "./surroundings.ts";
export type { TargetChoice } from "./target-choice.ts";
