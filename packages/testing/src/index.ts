export { damaged } from "./damaged.ts";
export type { EditorDocument, Span } from "./editor-document.ts";
export {
  type LanguageClient,
  type LanguageClientOptions,
  type ReceivedEdit,
  type ReceivedProgress,
  startLanguageServer,
} from "./language-client.ts";
export { markdownTable, type TableRow } from "./markdown-table.ts";
export { processesIn } from "./processes-in.ts";
export type {
  ProviderFinish,
  ProviderMessage,
  ProviderReply,
  ProviderRequest,
} from "./provider-exchange.ts";
export { publishUnderFire } from "./publish-under-fire.ts";
export {
  type ProviderOptions,
  type SimulatedProvider,
  startProvider,
} from "./simulated-provider.ts";
export { type TemporaryHome, temporaryHome } from "./temporary-home.ts";
export { attachTmux, startTmux, type TmuxOptions, type TmuxSession } from "./tmux-session.ts";
