export type { ProviderMessage, ProviderReply, ProviderRequest } from "./provider-exchange.ts";
export {
  type ProviderOptions,
  type SimulatedProvider,
  startProvider,
} from "./simulated-provider.ts";
export { type TemporaryHome, temporaryHome } from "./temporary-home.ts";
export { attachTmux, startTmux, type TmuxOptions, type TmuxSession } from "./tmux-session.ts";
