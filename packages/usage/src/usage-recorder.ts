import type { FinishedChat } from "@hexai/chat";
import type { UserPrices } from "@hexai/prices";
import type { Snapshot } from "@hexai/stats";
import type { KnownCost } from "@hexai/tmux-format";

/** The provider and the model that a Chat is with. */
export type UsageTarget = Pick<FinishedChat, "provider" | "model">;

/** Records the Chats of this process. No method throws synchronously, and no Chat waits for any of them. */
export interface UsageRecorder {
  /** Shows an hourglass in tmux until `chat` has resolved or rejected. */
  readonly during: (target: UsageTarget, chat: Promise<unknown>) => void;
  /** Counts a Chat that succeeded, then shows the global Σ. Meant for `withUsage`. */
  readonly record: (chat: FinishedChat) => void;
  /** Resolves when every Chat has ended, and each was counted, shown and reported. */
  readonly settled: () => Promise<void>;
  /** The Σ view with all Chats so far; `undefined` when the statistics cannot be read. */
  readonly snapshot: () => Promise<Snapshot | undefined>;
  /**
   * One line for a person, with the Σ first because editors cut long messages:
   * `Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB | here reqs=3`.
   *
   * @throws {StatsError} (as a rejection) When the statistics cannot be read.
   */
  readonly summary: () => Promise<string>;
  /** What a Chat cost, in US dollars; undefined when that is not known. */
  readonly costOf: (chat: FinishedChat) => Promise<number | undefined>;
  /** What is known of the costs in a snapshot, and what of it is shown. */
  readonly figuresOf: (snapshot: Snapshot) => Promise<SigmaFigures>;
}

/** The figures of a Σ view beside its requests and bytes. */
export interface SigmaFigures {
  /** Any of `requests`, `tokens` and `cost`. @default ["requests"] */
  readonly show?: readonly string[] | undefined;
  /** Undefined where no cost is shown and there is no budget. */
  readonly cost?: KnownCost | undefined;
  /** Says how much of the budget is used, from 80 % on; undefined below that, and without a budget. */
  readonly budgetNote: string | undefined;
}

/** What the configuration says about the statistics and about prices. */
interface UsageSettings {
  readonly enabled: boolean;
  readonly window_minutes: number;
  /** What the Σ line shows: any of `requests`, `tokens` and `cost`. @default ["requests"] */
  readonly show?: readonly string[];
  /** A soft budget of the window, in US dollars. */
  readonly budget_usd?: number;
  /** The user's own prices, by `provider:model`. */
  readonly prices?: UserPrices;
}

export interface UsageOptions {
  /** The name of this program, under which its requests are counted. */
  readonly program: "hexai" | "hexai-lsp" | "hexai-tmux-action";
  /** `TMUX` names the server, and the `HEXAI_TMUX_STATUS…` variables style its status line. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Returns `[stats]` of the configuration. Called for every Chat, because a server can reload its configuration. */
  readonly settings: () => UsageSettings;
  /**
   * - `command`: the process ends soon after its Chats. They are counted at once, and failures are reported by `settled()`, so
   *   that no line appears in the middle of an answer.
   * - `server`: the process has many Chats, and clients wait for it. They are counted together, 200 ms after a reply, and
   *   failures are reported when they happen.
   */
  readonly lifetime: "command" | "server";
  /** Called with one line when the statistics failed or were backed up, at most once in five minutes. */
  readonly onFailure: (line: string) => void;
  /** Called with the log line after Chats that succeeded. */
  readonly onLine?: (line: string) => void;
  /** @default The clock of the machine. */
  readonly clock?: Clock;
}

/** Time and timers. Passed in, so that tests can control them. */
export interface Clock {
  /** Milliseconds since some point in the past. Never goes back. */
  now(): number;
  /**
   * Calls `run` once, after `delayMs` milliseconds.
   *
   * @returns Cancels the timer.
   */
  after(delayMs: number, run: () => void): () => void;
}
