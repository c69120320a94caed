export {
  type AskTmux,
  createTmuxClient,
  type TmuxQuestion,
  type TmuxReply,
} from "./io/ask-tmux.ts";
export { copySelection } from "./io/copy-selection.ts";
export { createTmuxStatus, type TmuxStatusOptions } from "./io/create-tmux-status.ts";
export {
  openPopup,
  type Popup,
  type PopupEnd,
  type PopupSize,
  type TmuxCommand,
} from "./io/open-popup.ts";
export { openSplit } from "./io/open-split.ts";
export { pasteInto, readPasteBuffer, writePasteBuffer } from "./io/paste-buffers.ts";
export { readTmuxFacts } from "./io/read-facts.ts";
export type { TmuxOutcome } from "./io/run-tmux.ts";
export { showTmuxMessage } from "./io/show-message.ts";
export { type ServerWatchOptions, untilServerStalls } from "./io/watch-server.ts";
export type { TmuxFacts } from "./tmux-facts.ts";
export type { TmuxStatus } from "./tmux-status.ts";
