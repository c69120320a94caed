import type { CancellationToken } from "vscode-languageserver";

import type { Clock } from "../clock/clock.ts";

/**
 * Why a request ended without an answer of its own: a newer one took its place, what was typed made it pointless, its document
 * was closed, the server shuts down, its time was up, or the client took it back.
 */
export type RequestEnd = "superseded" | "diverged" | "closed" | "stopping" | "late" | "cancelled";

export type RequestOutcome<T> =
  | { readonly type: "answered"; readonly value: T }
  | { readonly type: RequestEnd };

export interface LedgerRequest {
  readonly uri: string;
  /** A newer request of the same kind for the same document supersedes this one. */
  readonly kind: string;
  /** From now, in milliseconds. */
  readonly budgetMs: number;
  readonly token: CancellationToken;
  /** Asked after each change of the document: whether this request still makes sense. */
  readonly survivesChange: () => boolean;
}

/** Sees to it that every request ends, exactly once and in time. */
export interface RequestLedger {
  /**
   * Resolves with what `work` resolves with, or as soon as the request ends otherwise. The signal is aborted then, except when
   * the request is merely late: its work goes on, for the next one. Rejects only if `work` does, before any other end.
   */
  run<T>(
    request: LedgerRequest,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<RequestOutcome<T>>;
  changed(uri: string): void;
  closed(uri: string): void;
  /** Ends everything, and everything that comes later. */
  stop(): void;
}

interface OpenRequest extends LedgerRequest {
  readonly end: (type: RequestEnd) => void;
}

export function createRequestLedger(clock: Clock): RequestLedger {
  const open = new Set<OpenRequest>();
  let isStopped = false;

  function endWhere(isMeant: (request: OpenRequest) => boolean, type: RequestEnd): void {
    for (const request of [...open].filter(isMeant)) {
      request.end(type);
    }
  }

  return {
    run<T>(request: LedgerRequest, work: (signal: AbortSignal) => Promise<T>) {
      const { uri, kind, budgetMs, token } = request;
      endWhere((older) => older.uri === uri && older.kind === kind, "superseded");
      return new Promise<RequestOutcome<T>>((resolve, reject) => {
        const controller = new AbortController();
        const cancelDeadline = clock.after(budgetMs, () => entry.end("late"));
        const watch = token.onCancellationRequested(() => entry.end("cancelled"));
        const leave = (): void => {
          open.delete(entry);
          cancelDeadline();
          watch.dispose();
        };
        const entry: OpenRequest = {
          ...request,
          end(type) {
            leave();
            resolve({ type });
            if (type !== "late") {
              controller.abort();
            }
          },
        };
        open.add(entry);
        if (isStopped || token.isCancellationRequested) {
          entry.end(isStopped ? "stopping" : "cancelled");
          return;
        }
        const settle = async (): Promise<void> => {
          try {
            resolve({ type: "answered", value: await work(controller.signal) });
          } catch (error) {
            reject(error);
          }
          leave();
        };
        void settle();
      });
    },
    changed: (uri) => endWhere((one) => one.uri === uri && !one.survivesChange(), "diverged"),
    closed: (uri) => endWhere((one) => one.uri === uri, "closed"),
    stop() {
      isStopped = true;
      endWhere(() => true, "stopping");
    },
  };
}
