import { MessageType, type WorkDoneProgressServerReporter } from "vscode-languageserver";

import type { ServerContext } from "../server-context.ts";
import { showMessage } from "./messages.ts";

export interface ProgressOptions {
  readonly title: string;
  /** Ends the work, as the user's cancelling does. */
  readonly signal: AbortSignal;
}

/** How long work runs before a client that shows no progress gets a message instead, in milliseconds. */
const MESSAGE_AFTER_MS = 2_000;

/**
 * Runs `work` while the client shows progress; a client without progress gets a message when the work takes long. The work does
 * not wait for the client, and its signal is aborted when the user cancels or `options.signal` is aborted.
 */
export async function withProgress<T>(
  { connection, client, clock }: Pick<ServerContext, "connection" | "client" | "clock">,
  options: ProgressOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const title = `Hexai: ${options.title}`;
  const cancelled = new AbortController();
  let reporter: WorkDoneProgressServerReporter | undefined;
  let cancelMessage: (() => void) | undefined;
  let isDone = false;

  async function begin(): Promise<void> {
    const created = await connection.window.createWorkDoneProgress();
    if (!isDone) {
      reporter = created;
      created.token.onCancellationRequested(() => cancelled.abort());
      created.begin(title, undefined, undefined, true);
    }
  }

  if (client().showsProgress) {
    begin().catch(() => undefined); // a client that refuses gets no progress
  } else {
    cancelMessage = clock.after(MESSAGE_AFTER_MS, () => {
      const message = `${title} takes a while; the command hexai.stop ends it`;
      showMessage(connection, MessageType.Info, message);
    });
  }
  try {
    return await work(AbortSignal.any([options.signal, cancelled.signal]));
  } finally {
    isDone = true;
    cancelMessage?.();
    try {
      reporter?.done();
    } catch {
      // The connection is closed, and with it the progress.
    }
  }
}
