import { ChatError } from "@hexai/chat";
import { StatsError } from "@hexai/stats";

import type { ExitCode, Terminal } from "../output/terminal.ts";
import { Stopped } from "./stopped.ts";
import { UserError } from "./user-error.ts";

/** The one place where an error becomes words on stderr and an exit code. */
export function exitCodeOf(error: unknown, { signal, err }: Terminal): ExitCode {
  if (signal.aborted && signal.reason instanceof Stopped) {
    const { message, exitCode } = signal.reason;
    err.write(message === "" ? "" : `hexai: ${message}\n`);
    return exitCode;
  }
  if (error instanceof UserError) {
    err.write(`hexai: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ChatError || error instanceof StatsError) {
    err.write(`hexai: ${error.message}\n`);
    return 1;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  err.write(`hexai: this is a bug in hexai, please report it with this line: ${what}\n`);
  return 70;
}
