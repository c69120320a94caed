import type { FinishedChat } from "@hexai/chat";
import { type Snapshot, StatsError, type Store } from "@hexai/stats";
import type { TmuxStatus } from "@hexai/tmux";
import {
  formatGlobalStatsStatusColored,
  formatLLMStartStatus,
  type StatusOptions,
} from "@hexai/tmux-format";

/** Where the usage of this process goes. */
export interface UsageSinks {
  readonly stats: Pick<Store, "snapshot" | "update">;
  /** `[stats] enabled`: false records nothing, and still shows what others did. */
  readonly enabled: boolean;
  /** Absent outside tmux. */
  readonly tmux: { readonly status: TmuxStatus; readonly options: StatusOptions } | undefined;
  /** Hears of every statistics failure, and that old ones were set aside, when the answer is over. None of them costs it. */
  readonly onFailure: (error: StatsError) => void;
}

export interface UsageRecorder {
  /** Shows in tmux that a Chat is under way. Returns at once. */
  begin(): void;
  /** For `withUsage`: counts a Chat that succeeded. Returns at once. */
  record(chat: FinishedChat): void;
  /** After a Chat that succeeded: resolves with the Σ view when it is counted, or undefined when it cannot be read. */
  finish(): Promise<Snapshot | undefined>;
  /** After a Chat that failed: takes the hourglass away. */
  abandon(): Promise<void>;
}

/** Follows the one Chat of this process with `model` of `provider`. */
export function createUsageRecorder(
  { provider, model }: { readonly provider: string; readonly model: string },
  { stats, enabled, tmux, onFailure }: UsageSinks,
): UsageRecorder {
  let isOver = false;
  let recorded: Promise<void> = Promise.resolve();
  const failures: StatsError[] = [];

  async function update({ sentBytes, recvBytes }: FinishedChat): Promise<void> {
    const options = { onSetAside: (error: StatsError) => failures.push(error) };
    await stats.update(provider, model, sentBytes, recvBytes, options).catch(addTo(failures));
  }
  async function show(): Promise<Snapshot | undefined> {
    const snapshot = await stats.snapshot().catch(addTo(failures));
    if (tmux !== undefined) {
      const { status, options } = tmux;
      status.set(
        snapshot === undefined
          ? ""
          : formatGlobalStatsStatusColored(snapshot, provider, model, options),
      );
    }
    return snapshot;
  }
  async function showEnd(): Promise<Snapshot | undefined> {
    const snapshot = await show();
    failures.splice(0).forEach(onFailure);
    return snapshot;
  }
  async function showBusy({ status, options }: NonNullable<UsageSinks["tmux"]>): Promise<void> {
    const snapshot = await stats.snapshot().catch(addTo(failures));
    const busy = { ...options, busy: true };
    if (!isOver) {
      status.set(
        snapshot === undefined
          ? formatLLMStartStatus(provider, model, options)
          : formatGlobalStatsStatusColored(snapshot, provider, model, busy),
      );
    }
  }

  return {
    begin() {
      if (tmux !== undefined) {
        void showBusy(tmux);
      }
    },
    record(chat) {
      isOver = true;
      recorded = enabled ? update(chat) : recorded;
    },
    async finish() {
      isOver = true;
      await recorded;
      return showEnd();
    },
    async abandon() {
      isOver = true;
      if (tmux !== undefined) {
        await showEnd();
      }
    },
  };
}

/** Keeps a statistics failure; anything else is a bug and goes its way. */
function addTo(failures: StatsError[]): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof StatsError)) {
      throw error;
    }
    failures.push(error);
    return undefined;
  };
}
