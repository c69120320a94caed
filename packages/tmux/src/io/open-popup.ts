import { spawn } from "node:child_process";

import { commandText } from "../command-text.ts";

/** A program to run, and its arguments. */
export type TmuxCommand = readonly [program: string, ...args: string[]];

export interface PopupSize {
  /** In cells, or a share of the client such as `60%`, or a format that gives either. */
  readonly width: string;
  readonly height: string;
}

/** A popup, from the moment that tmux is told to open it. It does not keep this process alive. */
export interface Popup {
  /** Resolves when it is closed or was never opened. Never rejects. */
  readonly closed: Promise<PopupEnd>;
  /** Ends the attempt to open it: for a server that does not answer. The program inside closes an open popup, by ending. */
  abandon(): void;
}

/** `refused`: tmux could not open it. `closed` may also mean that the client shows another popup already (tmux below 3.6). */
export type PopupEnd = "closed" | "refused";

/**
 * Runs `command` in a popup on top of the client that `TMUX` and `TMUX_PANE` in `env` lead to, without a shell. Needs
 * tmux 3.2. The program inside has the environment of the tmux server.
 */
export function openPopup(
  command: TmuxCommand,
  { width, height }: PopupSize,
  env: Readonly<Record<string, string | undefined>>,
): Popup {
  const pane = env["TMUX_PANE"] ?? "";
  // `display-popup` takes no formats; what `run-shell` is told to run is expanded first.
  const popup = `display-popup -E -t ${commandText([pane])} -w '${width}' -h '${height}' -- ${commandText(command)}`;
  const args = ["run-shell", "-t", pane, "-C", popup];
  // No pipes: a stopped server would keep them open. A session of its own: Ctrl-C is the caller's to handle.
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
