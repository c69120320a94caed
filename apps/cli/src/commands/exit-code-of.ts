import { ChatError } from "@hexai/chat";
import { type ExitCode, exitReport } from "@hexai/process";
import { StatsError } from "@hexai/stats";

import type { Terminal } from "../output/terminal.ts";

const CONTEXT = { program: "hexai", failures: [ChatError, StatsError] };

/** Tells an error on stderr, and gives the exit code. */
export function exitCodeOf(error: unknown, { signal, err }: Terminal): ExitCode {
  const { exitCode, message } = exitReport(error, signal, CONTEXT);
  err.write(message);
  return exitCode;
}
