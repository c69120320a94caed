import { spawn } from "node:child_process";

import { commandText } from "../command-text.ts";

/** A program to run, and its arguments. */
export type TmuxCommand = readonly [program: string, ...args: string[]];

export interface PopupSize {
  /** A number of cells, a share of the client such as `60%`, or a tmux format for one of them. */
  readonly width: string;
  readonly height: string;
}

/** A popup that tmux was asked to open. It does not keep this process alive. */
export interface Popup {
  /** Resolves when it is closed or was never opened. Never rejects. */
  readonly closed: Promise<PopupEnd>;
  /** Stops trying to open it, when the server does not answer. An open popup closes when the program inside ends. */
  abandon(): void;
}

/** `refused`: tmux could not open it. `closed` may also mean that the client shows another popup already (tmux below 3.6). */
export type PopupEnd = "closed" | "refused";

/**
 * Runs `command` without a shell in a popup on the client that `TMUX` and `TMUX_PANE` in `env` belong to. Needs
 * tmux 3.2. The program inside has the environment of the tmux server.
 */
export function openPopup(
  command: TmuxCommand,
  { width, height }: PopupSize,
  env: Readonly<Record<string, string | undefined>>,
): Popup {
  const pane = env["TMUX_PANE"] ?? "";
  // `display-popup` does not expand formats in sizes, but `run-shell` expands its whole command.
  const popup = `display-popup -E -t ${commandText([pane])} -w '${width}' -h '${height}' -- ${commandText(command)}`;
  const args = ["run-shell", "-t", pane, "-C", popup];
  // The child has no pipes, because a stopped server would keep them open, and its own session, so that Ctrl-C does not reach it.
  const child = spawn("tmux", args, { env, stdio: "ignore", detached: true });
  child.unref();
  return {
    closed: new Promise((resolve) => {
      child.once("error", () => resolve("refused"));
      child.once("exit", (code) => resolve(code === 0 ? "closed" : "refused"));
    }),
    abandon: () => void child.kill("SIGKILL"),
  };
}
