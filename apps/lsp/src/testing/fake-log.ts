import type { Log } from "../log/log.ts";

export interface FakeLog extends Log {
  /** `level: message`, oldest first. */
  readonly entries: readonly string[];
}

/** A log that remembers. */
export function fakeLog(): FakeLog {
  const entries: string[] = [];
  const at = (level: string) => (message: string) => entries.push(`${level}: ${message}`);
  return { entries, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
