import type { FinishedChat } from "@hexai/chat";
import { createFailureNotice, type Snapshot, type Store } from "@hexai/stats";
import type { TmuxStatus } from "@hexai/tmux";
import {
  formatGlobalStatsStatusColored,
  formatLLMStartStatus,
  formatLLMStatsStatusColored,
  formatStatsLogLine,
  type StatusOptions,
} from "@hexai/tmux-format";

import type { Log } from "./log.ts";

export interface UsageSinks {
  readonly stats: Pick<Store, "update" | "snapshot">;
  /** Whether the user wants requests to be counted. Asked for each one. */
  readonly isCounting: () => boolean;
  readonly tmux: TmuxStatus;
  readonly statusOptions: StatusOptions;
  readonly log: Log;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** Whom a Chat is with. */
export type UsageTarget = Pick<FinishedChat, "provider" | "model">;

/** The bookkeeping of this process. Nothing here throws, and no Chat waits for it. */
export interface UsageRecorder {
  /** A Chat is under way: tmux shows the hourglass until `work` has settled. */
  during(target: UsageTarget, work: Promise<unknown>): void;
  /** A Chat succeeded: it is counted, then logged and shown in tmux with everybody's. */
  record(chat: FinishedChat): void;
  /** The log line as it is now. @throws {StatsError} (as a rejection) When the statistics cannot be read. */
  line(): Promise<string>;
  /** Resolves when every Chat that was begun has ended, and all is written and shown. */
  settled(): Promise<void>;
}

export function createUsageRecorder(sinks: UsageSinks): UsageRecorder {
  const { stats, isCounting, tmux, statusOptions, log, now } = sinks;
  const noticeOf = createFailureNotice(now);
  const startedAt = now();
  const local = { reqs: 0, sent: 0, recv: 0 };
  const pending = new Set<Promise<void>>();
  let latest: UsageTarget = { provider: "", model: "" };
  let underWay = 0;
  let showing: Promise<unknown> = Promise.resolve();

  function tell(error: unknown): undefined {
    const notice = noticeOf(error);
    if (notice !== undefined) {
      log.info(notice);
    }
  }

  function inBackground(work: Promise<void>): void {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  }

  /** One after the other, so that an older view never replaces a newer one. */
  function show(): Promise<Snapshot | undefined> {
    const shown = showing.then(async () => {
      const snapshot = await stats.snapshot().catch(tell);
      tmux.set(snapshot ? globalStatusOf(snapshot) : localStatus());
      return snapshot;
    });
    showing = shown;
    return shown;
  }

  async function showUntil(work: Promise<unknown>): Promise<void> {
    underWay += 1;
    void show();
    await work.catch(() => undefined); // whoever began it is told
    underWay -= 1;
    await show();
  }

  function globalStatusOf(snapshot: Snapshot): string {
    const options = { ...statusOptions, busy: underWay > 0 };
    return formatGlobalStatsStatusColored(snapshot, latest.provider, latest.model, options);
  }

  /** What can be shown without the statistics file. */
  function localStatus(): string {
    const { provider, model } = latest;
    const { reqs, sent, recv } = local;
    const rpm = (reqs * 60_000) / Math.max(now() - startedAt, 60_000);
    return underWay > 0
      ? formatLLMStartStatus(provider, model, statusOptions)
      : formatLLMStatsStatusColored(provider, model, reqs, rpm, sent, recv, statusOptions);
  }

  function lineOf(snapshot: Snapshot): string {
    return formatStatsLogLine({ ...local, elapsedSeconds: (now() - startedAt) / 1000 }, snapshot);
  }

  async function recordOne({ provider, model, sentBytes, recvBytes }: FinishedChat): Promise<void> {
    if (isCounting()) {
      await stats.update(provider, model, sentBytes, recvBytes).catch(tell);
    }
    const snapshot = await show();
    if (snapshot) {
      log.info(lineOf(snapshot));
    }
  }

  return {
    during({ provider, model }, work) {
      latest = { provider, model };
      inBackground(showUntil(work));
    },
    record(chat) {
      local.reqs += 1;
      local.sent += chat.sentBytes;
      local.recv += chat.recvBytes;
      inBackground(recordOne(chat));
    },
    async line() {
      return lineOf(await stats.snapshot());
    },
    async settled() {
      while (pending.size > 0) {
        await Promise.all(pending);
      }
    },
  };
}
