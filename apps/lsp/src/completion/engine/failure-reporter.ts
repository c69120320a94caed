import { ChatError } from "@hexai/chat";
import { type Connection, MessageType } from "vscode-languageserver";

import type { Clock } from "../../clock/clock.ts";
import type { Log } from "../../log/log.ts";
import { showMessage } from "../../protocol/show-message.ts";

/** How long the user is not told the same again, in milliseconds. */
const COOL_DOWN_MS = 300_000;

export interface ReporterParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Tells of failures that nobody asked about: all of them in the log, and each kind to the user once in five minutes. One that was
 * caused by cancelling is none.
 *
 * @returns Never throws.
 */
export function createFailureReporter({
  connection,
  log,
  clock,
}: ReporterParts): (error: unknown) => void {
  const toldAt = new Map<string, number>();

  function tell(kind: string, message: string): void {
    const last = toldAt.get(kind) ?? -Infinity;
    if (clock.now() - last >= COOL_DOWN_MS) {
      toldAt.set(kind, clock.now());
      showMessage(connection, MessageType.Warning, `Hexai: ${message}`);
    }
  }

  return (error) => {
    if (!(error instanceof ChatError)) {
      log.error(`completion: ${error instanceof Error ? error.stack : String(error)}`);
      tell("bug", "this is a bug; the log has more about it");
    } else if (error.code !== "aborted") {
      log.warn(`completion: ${error.code}: ${error.message}`);
      tell(`${error.provider}:${error.model}:${error.code}`, error.message);
    }
  };
}
