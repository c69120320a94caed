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
  /** Hears of every statistics failure. None of them costs the answer. */
  readonly onFailure: (error: StatsError) => void;
  /** Gets the log line after a Chat that succeeded. */
  readonly onLine: (line: string) => void;
  /** Seconds since this process started. */
  readonly uptime: () => number;
}

/** Follows the one Chat of this process. */
export interface UsageRecorder {
  /** Shows in tmux that a Chat is under way. Returns at once. */
  begin(): void;
  /** For `withUsage`: counts a Chat that succeeded. Returns at once. */
  record(chat: FinishedChat): void;
  /** After the Chat, however it ended: resolves when it is counted and tmux shows the Σ without the hourglass. */
  settle(): Promise<void>;
}

export function createUsageRecorder(
  { provider, model }: { readonly provider: string; readonly model: string },
  { stats, enabled, tmux, statusOptions, onFailure, onLine, uptime }: UsageSinks,
): UsageRecorder {
  let isOver = false;
  let finished: FinishedChat | undefined;
  let recorded: Promise<void> = Promise.resolve();

  function told(error: unknown): undefined {
    if (!(error instanceof StatsError)) {
      throw error;
    }
    onFailure(error);
  }

  async function showBusy(): Promise<void> {
    const snapshot = await stats.snapshot().catch(told);
    if (!isOver) {
      tmux.set(
        snapshot
          ? statusOf(snapshot, { ...statusOptions, busy: true })
          : formatLLMStartStatus(provider, model, statusOptions),
      );
    }
  }

  function statusOf(snapshot: Snapshot, options: StatusOptions): string {
    return formatGlobalStatsStatusColored(snapshot, provider, model, options);
  }

  return {
    begin() {
      void showBusy();
    },
    record(chat) {
      finished = chat;
      if (enabled) {
        recorded = stats.update(provider, model, chat.sentBytes, chat.recvBytes).catch(told);
      }
    },
    async settle() {
      isOver = true;
      await recorded;
      const snapshot = await stats.snapshot().catch(told);
      tmux.set(snapshot ? statusOf(snapshot, statusOptions) : "");
      if (finished && snapshot) {
        const { sentBytes: sent, recvBytes: recv } = finished;
        onLine(formatStatsLogLine({ reqs: 1, sent, recv, elapsedSeconds: uptime() }, snapshot));
      }
      await tmux.flush();
    },
  };
}
