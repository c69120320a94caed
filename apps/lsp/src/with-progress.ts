import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";

export interface ProgressOptions {
  readonly title: string;
  /** Whether the client shows progress at all. */
  readonly isShown: boolean;
  /** Ends the work, as the user's cancelling does. */
  readonly signal: AbortSignal;
}

/**
 * Runs `work` while the client shows that something happens. The work does not wait for the client, and its
 * signal is aborted when the user cancels or `options.signal` is aborted.
 */
export async function withProgress<T>(
  connection: Connection,
  options: ProgressOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancelled = new AbortController();
  let reporter: WorkDoneProgressServerReporter | undefined;
  let isDone = false;

  async function begin(): Promise<void> {
    const created = await connection.window.createWorkDoneProgress();
    if (!isDone) {
      reporter = created;
      created.token.onCancellationRequested(() => cancelled.abort());
      created.begin(options.title, undefined, undefined, true);
    }
  }

  if (options.isShown) {
    begin().catch(() => undefined); // a client that refuses goes without
  }
  try {
    return await work(AbortSignal.any([options.signal, cancelled.signal]));
  } finally {
    isDone = true;
    try {
      reporter?.done();
    } catch {
      // The connection is closed, and with it the progress.
    }
  }
}
