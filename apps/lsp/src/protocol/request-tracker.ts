import type { CancellationToken } from "vscode-languageserver";

import type { Clock } from "../clock/clock.ts";

/**
 * Why a request ended without an answer of its own: a newer one superseded it, the typed text made it pointless, its document
 * was closed, the server shuts down, its time budget is spent, or the client cancelled it.
 */
export type RequestEnd = "superseded" | "diverged" | "closed" | "stopping" | "late" | "cancelled";

export type RequestOutcome<T> =
  | { readonly type: "answered"; readonly value: T }
  | { readonly type: RequestEnd };

export interface TrackedRequest {
  readonly uri: string;
  /** A newer request of the same kind for the same document supersedes this one. */
  readonly kind: string;
  /** Time from now, in milliseconds. */
  readonly budgetMs: number;
  readonly token: CancellationToken;
  /** Called after each change of the document. */
  readonly isStillWanted: () => boolean;
}

/** Ensures that every request ends, exactly once and in time. */
export interface RequestTracker {
  /**
   * Resolves with the value of `work`, or as soon as the request ends otherwise. Its signal is aborted then, except for a late
   * request: its work goes on for the benefit of the next one. Rejects only if `work` does so before any other end.
   */
  run<T>(
    request: TrackedRequest,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<RequestOutcome<T>>;
  documentChanged(uri: string): void;
  documentClosed(uri: string): void;
  /** Ends all requests, and every later one at once. */
  stop(): void;
}

interface OpenRequest extends TrackedRequest {
  readonly end: (type: RequestEnd) => void;
}

export function createRequestTracker(clock: Clock): RequestTracker {
  const open = new Set<OpenRequest>();
  let isStopped = false;

  function endWhere(matches: (request: OpenRequest) => boolean, type: RequestEnd): void {
    for (const request of [...open].filter(matches)) {
      request.end(type);
    }
  }

  return {
    run<T>(request: TrackedRequest, work: (signal: AbortSignal) => Promise<T>) {
      const { uri, kind, budgetMs, token } = request;
      endWhere((older) => older.uri === uri && older.kind === kind, "superseded");
      return new Promise<RequestOutcome<T>>((resolve, reject) => {
        const controller = new AbortController();
        const cancelDeadline = clock.after(budgetMs, () => entry.end("late"));
        const cancellation = token.onCancellationRequested(() => entry.end("cancelled"));
        const close = (): void => {
          open.delete(entry);
          cancelDeadline();
          cancellation.dispose();
        };
        const entry: OpenRequest = {
          ...request,
          end(type) {
            close();
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
        const answer = async (): Promise<void> => {
          try {
            resolve({ type: "answered", value: await work(controller.signal) });
          } catch (error) {
            reject(error);
          }
          close();
        };
        void answer();
      });
    },
    documentChanged: (uri) =>
      endWhere((one) => one.uri === uri && !one.isStillWanted(), "diverged"),
    documentClosed: (uri) => endWhere((one) => one.uri === uri, "closed"),
    stop() {
      isStopped = true;
      endWhere(() => true, "stopping");
    },
  };
}
