import { sanitizeText } from "@hexai/terminal/text";

/** The levels of a log, from the most detailed. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A log for finding faults. It never holds prompts, keys or the user's text. */
export type Log = Readonly<Record<LogLevel, (message: string) => void>>;

export interface LogOptions {
  /** Writes one line, which ends with a line break. */
  readonly write: (line: string) => void;
  /** Read for every message, because the configuration may change it. */
  readonly level: () => LogLevel;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** The process id, because several servers write to one file. */
  readonly pid: number;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * A log of lines `TIME LEVEL [PID] message`. Further lines of a message are indented, so that none looks like an entry, and text
 * from outside is made safe, since the log is read in a terminal.
 */
export function createLog({ write, level, now, pid }: LogOptions): Log {
  const at = (own: LogLevel) => (message: string) => {
    if (LEVELS.indexOf(own) >= LEVELS.indexOf(level())) {
      const time = new Date(now()).toISOString();
      const text = sanitizeText(message.trimEnd().replaceAll(/\r?\n|\r/g, "\n    "));
      write(`${time} ${own.toUpperCase()} [${pid}] ${text}\n`);
    }
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/**
 * The path of the log: `$XDG_STATE_HOME/hexai/hexai-lsp.log`, else below `~/.local/state`. An empty, blank or relative
 * `XDG_STATE_HOME` counts as unset, as the XDG specification says. `undefined` without a home directory.
 */
export function logPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_STATE_HOME: stateHome = "", HOME: home = "" } = env;
  if (stateHome.startsWith("/")) {
    return `${stateHome}/hexai/hexai-lsp.log`;
  }
  return home.startsWith("/") ? `${home}/.local/state/hexai/hexai-lsp.log` : undefined;
}
