import type { FinishedChat } from "@hexai/chat";
import { type Snapshot, StatsError, type Store } from "@hexai/stats";
import type { TmuxStatus } from "@hexai/tmux";
import {
  formatGlobalStatsStatusColored,
  formatLLMStartStatus,
  formatStatsLogLine,
  type StatusOptions,
} from "@hexai/tmux-format";

/** Where the usage of this process goes. */
export interface UsageSinks {
  readonly stats: Pick<Store, "update" | "snapshot">;
  /** `[stats] enabled`: false records nothing, and still shows what others did. */
  readonly enabled: boolean;
  readonly tmux: TmuxStatus;
  readonly statusOptions: StatusOptions;
  /** Hears of every statistics failure, and that old ones were set aside. None of them costs the answer. */
  readonly onFailure: (error: StatsError) => void;
  /** Gets the log line after each Chat that succeeded. */
  readonly onLine: (line: string) => void;
  /** Seconds since this process started. */
  readonly uptime: () => number;
}

/** Follows the Chats of this process. Nothing here throws, and no Chat waits for it. */
export interface UsageRecorder {
  /** Shows in tmux that a Chat is under way, until `chat` has settled. Passes it through. */
  during<T>(target: UsageTarget, chat: Promise<T>): Promise<T>;
  /** For `withUsage`: counts a Chat that succeeded. Returns at once. */
  record(chat: FinishedChat): void;
  /** Resolves when all Chats have ended and are counted, and tmux shows the Σ without the hourglass. */
  settle(): Promise<void>;
}

/** Whom a Chat is with. */
type UsageTarget = Pick<FinishedChat, "provider" | "model">;

export function createUsageRecorder(sinks: UsageSinks): UsageRecorder {
  const { stats, enabled, tmux, statusOptions, onFailure, onLine, uptime } = sinks;
  const local = { reqs: 0, sent: 0, recv: 0 };
  let latest: UsageTarget = { provider: "", model: "" };
  const underWay = new Set<Promise<unknown>>();
  let work: Promise<void> = Promise.resolve();

  function told(error: unknown): undefined {
    if (!(error instanceof StatsError)) {
      throw error;
    }
    onFailure(error);
  }

  /** One after the other, so that an older view never replaces a newer one. */
  function next(step: () => Promise<void>): void {
    work = work.then(step);
  }

  async function show(): Promise<void> {
    const snapshot = await stats.snapshot().catch(told);
    tmux.set(snapshot ? globalStatusOf(snapshot) : localStatus());
  }

  function globalStatusOf(snapshot: Snapshot): string {
    const options = { ...statusOptions, busy: underWay.size > 0 };
    return formatGlobalStatsStatusColored(snapshot, latest.provider, latest.model, options);
  }

  /** What can be shown without the statistics file. */
  function localStatus(): string {
    return underWay.size > 0
      ? formatLLMStartStatus(latest.provider, latest.model, statusOptions)
      : "";
  }

  async function recordOne({ provider, model, sentBytes, recvBytes }: FinishedChat): Promise<void> {
    if (enabled) {
      const options = { onSetAside: onFailure };
      await stats.update(provider, model, sentBytes, recvBytes, options).catch(told);
    }
    const snapshot = await stats.snapshot().catch(told);
    if (snapshot) {
      onLine(formatStatsLogLine({ ...local, elapsedSeconds: uptime() }, snapshot));
    }
  }

  return {
    async during(target, chat) {
      latest = target;
      underWay.add(chat);
      next(show);
      try {
        return await chat;
      } finally {
        underWay.delete(chat);
        next(show);
      }
    },
    record(chat) {
      latest = chat;
      local.reqs += 1;
      local.sent += chat.sentBytes;
      local.recv += chat.recvBytes;
      next(() => recordOne(chat));
    },
    async settle() {
      await Promise.allSettled(underWay);
      await work;
      await tmux.flush();
    },
  };
}
