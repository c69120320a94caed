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

import type { Clock } from "../clock/clock.ts";
import type { Log } from "../log/log.ts";

export interface UsageSinks {
  readonly stats: Pick<Store, "update" | "snapshot">;
  /** Whether the user wants requests to be counted. Asked for each one. */
  readonly isCounting: () => boolean;
  readonly tmux: TmuxStatus;
  readonly statusOptions: StatusOptions;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * How long the bookkeeping waits, in milliseconds: until the reply is long gone, because an update of the statistics keeps the
 * whole process for some milliseconds. What comes meanwhile is written and shown together.
 */
const LATER_MS = 200;

/** How old the view may be that is shown when nothing was written, in milliseconds. */
const KNOWN_MS = 10_000;

/** Whom a Chat is with. */
export type UsageTarget = Pick<FinishedChat, "provider" | "model">;

/** The bookkeeping of this process. Nothing here throws, and no Chat waits for it. */
export interface UsageRecorder {
  /** A Chat is under way: tmux shows the hourglass until `work` has settled. */
  during(target: UsageTarget, work: Promise<unknown>): void;
  /** A Chat succeeded: it is counted, then logged and shown in tmux with everybody's. */
  record(chat: FinishedChat): void;
  /**
   * For a person, short and with the Σ first, for editors cut long messages: `Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB | here reqs=3`.
   *
   * @throws {StatsError} (as a rejection) When the statistics cannot be read.
   */
  summary(): Promise<string>;
  /** Resolves when every Chat that was begun has ended, and all is written and shown. */
  settled(): Promise<void>;
}

export function createUsageRecorder(sinks: UsageSinks): UsageRecorder {
  const { stats, isCounting, tmux, statusOptions, log, clock } = sinks;
  const noticeOf = createFailureNotice(() => clock.now());
  const startedAt = clock.now();
  const local = { reqs: 0, sent: 0, recv: 0 };
  const begun = new Set<Promise<unknown>>();
  let latest: UsageTarget = { provider: "", model: "" };
  let unwritten: FinishedChat[] = [];
  let cancelSettling: (() => void) | undefined;
  let settling: Promise<void> = Promise.resolve();
  let known: { readonly snapshot: Snapshot; readonly at: number } | undefined;

  function tell(error: unknown): undefined {
    const notice = noticeOf(error);
    if (notice !== undefined) {
      log.info(notice);
    }
  }

  function settleLater(): void {
    cancelSettling ??= clock.after(LATER_MS, settle);
  }

  /** One after the other, so that an older view never replaces a newer one. */
  function settle(): void {
    cancelSettling?.();
    cancelSettling = undefined;
    settling = settling.then(writeAndShow);
  }

  async function writeAndShow(): Promise<void> {
    const chats = unwritten;
    unwritten = [];
    if (isCounting()) {
      await Promise.all(chats.map(update));
    }
    const snapshot = await snapshotFor(chats.length > 0);
    tmux.set(snapshot ? globalStatusOf(snapshot) : localStatus());
    if (chats.length > 0 && snapshot) {
      log.info(lineOf(snapshot));
    }
  }

  /** Read anew when it must be, and otherwise after some time: reading takes the longer the more there is. */
  async function snapshotFor(mustBeNew: boolean): Promise<Snapshot | undefined> {
    if (!mustBeNew && known !== undefined && clock.now() - known.at < KNOWN_MS) {
      return known.snapshot;
    }
    const snapshot = await stats.snapshot().catch(tell);
    known = snapshot && { snapshot, at: clock.now() };
    return snapshot;
  }

  async function update({ provider, model, sentBytes, recvBytes }: FinishedChat): Promise<void> {
    await stats.update(provider, model, sentBytes, recvBytes, { onSetAside: tell }).catch(tell);
  }

  function globalStatusOf(snapshot: Snapshot): string {
    const options = { ...statusOptions, busy: begun.size > 0 };
    return formatGlobalStatsStatusColored(snapshot, latest.provider, latest.model, options);
  }

  /** What can be shown without the statistics file. */
  function localStatus(): string {
    const { provider, model } = latest;
    const { reqs, sent, recv } = local;
    const rpm = (reqs * 60_000) / Math.max(clock.now() - startedAt, 60_000);
    return begun.size > 0
      ? formatLLMStartStatus(provider, model, statusOptions)
      : formatLLMStatsStatusColored(provider, model, reqs, rpm, sent, recv, statusOptions);
  }

  function lineOf(snapshot: Snapshot): string {
    const elapsedSeconds = (clock.now() - startedAt) / 1000;
    return formatStatsLogLine({ ...local, elapsedSeconds }, snapshot);
  }

  async function follow(work: Promise<unknown>): Promise<void> {
    begun.add(work);
    settleLater();
    await work.catch(() => undefined); // whoever began it is told
    begun.delete(work);
    settleLater();
  }

  return {
    during({ provider, model }, work) {
      latest = { provider, model };
      void follow(work);
    },
    record(chat) {
      local.reqs += 1;
      local.sent += chat.sentBytes;
      local.recv += chat.recvBytes;
      unwritten.push(chat);
      settleLater();
    },
    async summary() {
      const sigma = formatGlobalStatsStatusColored(await stats.snapshot(), "", "");
      return `${sigma} | here reqs=${local.reqs}`;
    },
    async settled() {
      while (begun.size > 0 || cancelSettling !== undefined) {
        await Promise.allSettled(begun);
        settle();
        await settling;
      }
      await settling;
    },
  };
}
