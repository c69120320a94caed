/** How much a log tells, from all to little. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What happened, for whoever looks for a fault. Neither prompts nor keys nor the user's text go in here. */
export type Log = Readonly<Record<LogLevel, (message: string) => void>>;

export interface LogOptions {
  /** Takes one line, which ends with a line break. */
  readonly write: (line: string) => void;
  /** Asked for every message, because the configuration decides it later. */
  readonly level: () => LogLevel;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Process id: several servers share one file. */
  readonly pid: number;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** A log of lines `TIME LEVEL [PID] message`. Further lines of a message are indented, so that none can pose as an entry. */
export function createLog({ write, level, now, pid }: LogOptions): Log {
  const at = (own: LogLevel) => (message: string) => {
    if (LEVELS.indexOf(own) >= LEVELS.indexOf(level())) {
      const time = new Date(now()).toISOString();
      const text = message.trimEnd().replaceAll(/\r?\n|\r/g, "\n    ");
      write(`${time} ${own.toUpperCase()} [${pid}] ${text}\n`);
    }
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
