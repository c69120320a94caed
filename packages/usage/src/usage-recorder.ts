import type { FinishedChat } from "@hexai/chat";
import type { Snapshot } from "@hexai/stats";

/** The provider and the model that a Chat is with. */
export type UsageTarget = Pick<FinishedChat, "provider" | "model">;

/** Records the Chats of this process. No method throws synchronously, and no Chat waits for any of them. */
export interface UsageRecorder {
  /** Shows in tmux that a Chat is under way, until `chat` has settled, however it does. */
  readonly during: (target: UsageTarget, chat: Promise<unknown>) => void;
  /** Counts a Chat that succeeded, then shows the global Σ. Meant for `withUsage`. */
  readonly record: (chat: FinishedChat) => void;
  /** Resolves when every Chat has ended, and all of them are counted, shown and told. */
  readonly settled: () => Promise<void>;
  /** What is shown for the Chats so far, as soon as all of them are in it; `undefined` when the statistics cannot be read. */
  readonly snapshot: () => Promise<Snapshot | undefined>;
  /**
   * One line for a person, with the Σ first because editors cut long messages:
   * `Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB | here reqs=3`.
   *
   * @throws {StatsError} (as a rejection) When the statistics cannot be read.
   */
  readonly summary: () => Promise<string>;
}

export interface UsageOptions {
  /** `TMUX` names the server, and `HEXAI_TMUX_STATUS…` say what its status line looks like. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `[stats]` of the configuration, asked for whenever it matters. */
  readonly settings: () => { readonly enabled: boolean; readonly window_minutes: number };
  /**
   * - `command`: ends soon after its Chats. It counts them at once, and tells failures when it settles, so that no line
   *   comes into the middle of an answer.
   * - `server`: has many Chats, and clients that wait for it. It works 200 ms after a reply, does several Chats in one go,
   *   and tells failures when they happen.
   */
  readonly lifetime: "command" | "server";
  /** Gets one line about statistics that failed or were set aside; after it, five minutes are silent. */
  readonly onFailure: (line: string) => void;
  /** Gets the log line after Chats that succeeded. */
  readonly onLine?: (line: string) => void;
  /** @default the system's */
  readonly clock?: Clock;
}

/** Time, and what is to happen later. */
export interface Clock {
  /** Milliseconds since some point in the past; never runs backwards. */
  now(): number;
  /** Calls `run` once, after `delayMs` milliseconds. Returns what cancels the call. */
  after(delayMs: number, run: () => void): () => void;
}
