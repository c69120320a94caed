import { ChatError } from "@hexai/chat";
import type { ErrorContext } from "@hexai/process";

/** How this program reports its errors. */
export const ERROR_CONTEXT: ErrorContext = {
  program: "hexai-tmux-action",
  failures: [ChatError],
};
