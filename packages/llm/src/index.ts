export {
  type Circuit,
  type Circuits,
  createCircuits,
  type HostHealth,
} from "./transport/circuits.ts";
export { createClient } from "./chat/create-client.ts";
export { createCompletionClient } from "./fim/create-completion-client.ts";
export { createSurfaceClient } from "./chat/create-surface-client.ts";
export { createHttpSend } from "./transport/io/http-send.ts";
export type { CommandOutcome, RunCommand } from "./target/io/run-command.ts";
export type {
  CompatibleSettings,
  FimSetting,
  HostSettings,
  LlmSettings,
} from "./target/llm-settings.ts";
export { listModels } from "./models/list-models.ts";
export { describeProxyFor } from "./transport/proxy.ts";
export type { HttpRequest, HttpResponse, Send } from "./transport/send.ts";
export type { Dependencies, Sleep } from "./transport/dependencies.ts";
export type { TargetChoice } from "./target/target-choice.ts";
