import { ChatError } from "@hexai/chat";
import { type Connection, MessageType } from "vscode-languageserver";

import type { Clock } from "../../clock/clock.ts";
import type { Log } from "../../log/log.ts";
import { BUG, showMessage } from "../../protocol/messages.ts";

/** How long the user is not shown the same kind of failure again, in milliseconds. */
const COOL_DOWN_MS = 300_000;

export interface FailureReporterOptions {
  readonly connection: Connection;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Reports failures of completions, which appear without the user's asking: each one goes into the log, and each kind is shown
 * once in five minutes. A cancelled request is not a failure. The returned function never throws.
 */
export function createFailureReporter({
  connection,
  log,
  clock,
}: FailureReporterOptions): (error: unknown) => void {
  const shownAt = new Map<string, number>();

  function show(kind: string, message: string): void {
    const last = shownAt.get(kind) ?? -Infinity;
    if (clock.now() - last >= COOL_DOWN_MS) {
      shownAt.set(kind, clock.now());
      showMessage(connection, MessageType.Warning, `Hexai: ${message}`);
    }
  }

  return (error) => {
    if (!(error instanceof ChatError)) {
      log.error(`completion: ${error instanceof Error ? error.stack : String(error)}`);
      show("bug", BUG);
    } else if (error.code !== "aborted") {
      log.warn(`completion: ${error.code}: ${error.message}`);
      show(`${error.provider}:${error.model}:${error.code}`, error.message);
    }
  };
}
