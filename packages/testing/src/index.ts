export { type ManualClock, manualClock } from "./clock/manual-clock.ts";
export {
  acceptInCode,
  acceptInEglot,
  acceptInHelix,
  acceptInNeovim,
  acceptInOldNeovim,
  type AcceptItem,
} from "./clients/accept-item.ts";
export {
  CLIENT_MODELS,
  type ClientModel,
  type ModelledClientName,
} from "./clients/client-models.ts";
export { createSimulatedHelix } from "./clients/helix-menu.ts";
export type { CreateMenu, MenuServer, SimulatedMenu } from "./clients/menu.ts";
export {
  type ModelledClient,
  type ServerStart,
  startModelledClient,
} from "./clients/modelled-client.ts";
export { damaged } from "./under-fire/damaged.ts";
export type { EditorDocument, Span } from "./editor/editor-document.ts";
export {
  type LanguageClient,
  type LanguageClientOptions,
  type ReceivedEdit,
  type ReceivedProgress,
  startLanguageServer,
} from "./editor/language-client.ts";
export { markdownTable, type TableRow } from "./under-fire/markdown-table.ts";
export { hexaiProgram, type HexaiProgram, isExecutableTested } from "./machine/hexai-programs.ts";
export { processesIn } from "./machine/processes-in.ts";
export type {
  ProviderFinish,
  ProviderMessage,
  ProviderReply,
  ProviderRequest,
} from "./provider/provider-exchange.ts";
export { publishUnderFire } from "./under-fire/publish-under-fire.ts";
export {
  type ProviderOptions,
  type SimulatedProvider,
  startProvider,
} from "./provider/simulated-provider.ts";
export { findProgram, isInstalled } from "./programs/find-program.ts";
export type { ProgramName } from "./programs/needed-programs.ts";
export { needs } from "./programs/needs.ts";
export { type TemporaryHome, temporaryHome } from "./machine/temporary-home.ts";
export {
  attachTmux,
  startTmux,
  type TmuxOptions,
  type TmuxSession,
} from "./machine/tmux-session.ts";
