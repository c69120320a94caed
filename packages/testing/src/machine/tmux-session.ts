import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { needs } from "../programs/needs.ts";

const run = promisify(execFile);
const STOP_TIMEOUT_MS = 2000;

export interface TmuxOptions {
  readonly columns: number;
  readonly rows: number;
  /** On top of PATH, HOME and TMPDIR of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface TmuxSession {
  /** The server's socket, for `tmux -S`. */
  readonly socket: string;
  /** Process id of the server. */
  readonly pid: number;
  /** What a program inside of this session has in its environment: `TMUX` and `TMUX_PANE`. */
  readonly inside: { readonly TMUX: string; readonly TMUX_PANE: string };
  /** Runs one tmux command against this server and returns its stdout. */
  tmux(...args: readonly string[]): Promise<string>;
  /** The text that is on the screen of the active pane now. */
  screen(): Promise<string>;
  /** Types `text` and presses Enter. */
  type(text: string): Promise<void>;
  /** Pastes the newest buffer byte for byte. tmux 3.7 replaces control characters unless it is told not to; older ones never do. */
  pasteRaw(...flags: readonly string[]): Promise<void>;
  /** Ends the server, also a stopped one, and removes its directory. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a tmux server of its own with a shell in one pane: a private socket, no configuration, UTF-8 whatever
 * the locale. The caller must `stop()` it.
 *
 * Skips the running test when tmux is not on this machine.
 *
 * @throws {Error} (as a rejection) When tmux does not start. Nothing is left behind.
 */
export function startTmux(options: TmuxOptions): Promise<TmuxSession> {
  return startServer(options, ["sh"]);
}

/**
 * Starts a second server whose one pane is a client attached to `inner`, so that its `screen()` is what a
 * user of `inner` sees, status line included (the last row). The caller must `stop()` it too.
 */
export async function attachTmux(inner: TmuxSession, options: TmuxOptions): Promise<TmuxSession> {
  const attach = ["env", "-u", "TMUX", "tmux", "-u", "-S", inner.socket, "attach-session"];
  const outer = await startServer(options, attach);
  await outer.tmux("set-option", "-g", "status", "off");
  return outer;
}

async function startServer(
  { columns, rows, env }: TmuxOptions,
  command: readonly string[],
): Promise<TmuxSession> {
  needs("tmux");
  const directory = await mkdtemp(join(tmpdir(), "tmux-"));
  const socket = join(directory, "socket");
  const tmux = async (...args: readonly string[]): Promise<string> => {
    const all = ["-u", "-S", socket, "-f", "/dev/null", ...args];
    const { stdout } = await run("tmux", all, { env: environmentOf(env) });
    return stdout;
  };
  const size = ["-x", String(columns), "-y", String(rows)];
  try {
    const pid = Number(await tmux("new-session", "-d", "-P", "-F", "#{pid}", ...size, ...command));
    return {
      socket,
      pid,
      inside: { TMUX: `${socket},${pid},0`, TMUX_PANE: "%0" },
      tmux,
      screen: () => tmux("capture-pane", "-p"),
      type: async (text) => {
        await tmux("send-keys", "-l", text);
        await tmux("send-keys", "Enter");
      },
      async pasteRaw(...flags) {
        await tmux("paste-buffer", "-S", ...flags).catch(() => tmux("paste-buffer", ...flags));
      },
      stop: () => stopServer(socket, pid, directory),
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Keeps only the paths of the environment: no editor, no colours, no CI. */
function environmentOf(env: TmuxOptions["env"]): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, TERM: "xterm-256color", PS1: "$ ", LC_ALL: "C.UTF-8", ...env };
}

async function stopServer(socket: string, pid: number, directory: string): Promise<void> {
  try {
    await run("tmux", ["-S", socket, "kill-server"], {
      timeout: STOP_TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
  } catch (error) {
    // A client that had to be killed waited for a server that is alive and stopped; otherwise it is gone already.
    if (error instanceof Error && "killed" in error && error.killed === true) {
      process.kill(pid, "SIGKILL");
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
