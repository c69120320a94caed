export { createTmuxStatus, type TmuxStatusOptions } from "./io/create-tmux-status.ts";
export type { TmuxStatus } from "./tmux-status.ts";
