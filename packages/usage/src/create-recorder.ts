import type { FinishedChat } from "@hexai/chat";
import type { Cost, PricedRequests, UserPrices } from "@hexai/prices";
import { createFailureNotice, type Snapshot, StatsError, type Store } from "@hexai/stats";
import type { TmuxStatus } from "@hexai/tmux";
import {
  budgetLevel,
  budgetPercent,
  formatCost,
  formatGlobalStatsStatusColored,
  formatGlobalStatsText,
  formatLLMStartStatus,
  formatLLMStatsStatusColored,
  formatStatsLogLine,
  formatUsd,
  type StatusOptions,
} from "@hexai/tmux-format";

import type { Clock, UsageOptions, UsageRecorder, UsageTarget } from "./usage-recorder.ts";

/** The status line of tmux and its style. */
export interface StatusLine extends TmuxStatus {
  readonly options: StatusOptions;
}

/** The options of a recorder, and its loaded parts. */
export interface RecorderParts extends Omit<UsageOptions, "env"> {
  readonly stats: Pick<Store, "setWindow" | "snapshot" | "update">;
  /** `undefined` outside tmux, or when the user has disabled the status. */
  readonly statusLine: StatusLine | undefined;
  readonly clock: Clock;
  /** What is known of the cost of requests. */
  readonly price: (requests: readonly PricedRequests[], prices: UserPrices) => Promise<Cost>;
}

/** The figures of a line, and the budget that colours it. */
type Figures = Pick<StatusOptions, "budgetUsd" | "cost" | "show">;

/** How long a server waits before it counts, in milliseconds, because an update blocks the process for some milliseconds. */
const SERVER_DELAY_MS = 200;
/** How old a snapshot may be when nothing new was counted, because reading a long file takes a while. */
const SERVER_SNAPSHOT_AGE_MS = 10_000;

/** A recorder whose parts are loaded: `stats.update` after each Chat, and then the global Σ. */
export function createRecorder(parts: RecorderParts): UsageRecorder {
  const { program, price, stats, statusLine, settings, lifetime, onFailure, onLine, clock } = parts;
  const isServer = lifetime === "server";
  const noticeOf = createFailureNotice(() => clock.now());
  const startedAt = clock.now();
  const local = { reqs: 0, sent: 0, recv: 0 };
  const underWay = new Set<Promise<unknown>>();
  let latest: UsageTarget = { provider: "", model: "" };
  let uncounted: FinishedChat[] = [];
  const unreported: StatsError[] = [];
  let known: { readonly snapshot: Snapshot; readonly at: number } | undefined;
  let cancelNext: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();

  function runLater(): void {
    cancelNext ??= clock.after(isServer ? SERVER_DELAY_MS : 0, run);
  }

  /** Runs are sequential, so that an older view never replaces a newer one. */
  function run(): void {
    cancelNext?.();
    cancelNext = undefined;
    running = running.then(countAndShow);
    running.catch(() => undefined); // `settled` rejects with it
  }

  async function countAndShow(): Promise<void> {
    const chats = uncounted;
    uncounted = [];
    useConfiguredWindow();
    if (settings().enabled) {
      await Promise.all(chats.map(update));
    }
    await showGlobalView(chats.length > 0);
  }

  function useConfiguredWindow(): void {
    stats.setWindow(settings().window_minutes * 60);
  }

  async function update(chat: FinishedChat): Promise<void> {
    const { provider, model, sentBytes, recvBytes, tokens, vendor, costUsd } = chat;
    const details = { tokens, program, vendor, costUsd, onBackUp: tell };
    await stats.update(provider, model, sentBytes, recvBytes, details).catch(tell);
  }

  async function showGlobalView(hasNewChats: boolean): Promise<void> {
    const isLogged = hasNewChats && onLine !== undefined;
    known = hasNewChats ? undefined : known;
    if (statusLine === undefined && !isLogged) {
      return;
    }
    const snapshot = await knownSnapshot();
    const figures = await figuresOf(snapshot);
    statusLine?.set(statusOf(snapshot, { ...statusLine.options, ...figures }));
    if (isLogged && snapshot !== undefined) {
      const elapsedSeconds = (clock.now() - startedAt) / 1000;
      onLine(formatStatsLogLine({ ...local, elapsedSeconds }, snapshot, figures));
    }
  }

  /** Prices are loaded only where a cost is shown, or where there is a budget. */
  async function figuresOf(snapshot: Snapshot | undefined): Promise<Figures> {
    const { show, budget_usd: budgetUsd } = settings();
    const isPriced = show?.includes("cost") === true || budgetUsd !== undefined;
    const cost = snapshot && isPriced ? await costOfGroups(snapshot.groups) : undefined;
    return { show, budgetUsd, cost };
  }

  function costOfGroups(groups: readonly PricedRequests[]): Promise<Cost> {
    return price(groups, settings().prices ?? new Map());
  }

  async function knownSnapshot(): Promise<Snapshot | undefined> {
    const isYoung = known !== undefined && clock.now() - known.at < SERVER_SNAPSHOT_AGE_MS;
    return isServer && isYoung ? known?.snapshot : readSnapshot();
  }

  async function readSnapshot(): Promise<Snapshot | undefined> {
    const snapshot = await stats.snapshot().catch(tell);
    known = snapshot && { snapshot, at: clock.now() };
    return snapshot;
  }

  function statusOf(snapshot: Snapshot | undefined, options: StatusOptions): string {
    const { provider, model } = latest;
    const busy = underWay.size > 0;
    if (snapshot !== undefined) {
      return formatGlobalStatsStatusColored(snapshot, provider, model, { ...options, busy });
    }
    if (busy) {
      return formatLLMStartStatus(provider, model, options);
    }
    return isServer ? localStatus(options) : ""; // a command ends before a user could read its own counts
  }

  function localStatus(options: StatusOptions): string {
    const { provider, model } = latest;
    const { reqs, sent, recv } = local;
    const rpm = (reqs * 60_000) / Math.max(clock.now() - startedAt, 60_000);
    return formatLLMStatsStatusColored(provider, model, reqs, rpm, sent, recv, options);
  }

  function tell(error: unknown): undefined {
    if (isServer) {
      reportNow(error); // even a bug must not end a server
    } else if (error instanceof StatsError) {
      unreported.push(error);
    } else {
      throw error;
    }
  }

  function reportNow(error: unknown): void {
    const notice = noticeOf(error);
    if (notice !== undefined) {
      onFailure(notice);
    }
  }

  async function countAndShowAll(): Promise<void> {
    while (underWay.size > 0 || cancelNext !== undefined) {
      await Promise.allSettled(underWay);
      run();
      await running;
    }
    await running;
    unreported.splice(0).forEach(reportNow);
  }

  async function follow(chat: Promise<unknown>): Promise<void> {
    underWay.add(chat);
    runLater();
    await chat.catch(() => undefined); // the caller of the Chat reports it
    underWay.delete(chat);
    runLater();
  }

  return {
    during({ provider, model }, chat) {
      latest = { provider, model };
      void follow(chat);
    },
    record(chat) {
      latest = chat; // with several targets, the one that answered
      local.reqs += 1;
      local.sent += chat.sentBytes;
      local.recv += chat.recvBytes;
      uncounted.push(chat);
      runLater();
    },
    async settled() {
      await countAndShowAll();
      await statusLine?.flush();
    },
    async snapshot() {
      await countAndShowAll();
      const snapshot = known?.snapshot ?? (await readSnapshot());
      unreported.splice(0).forEach(reportNow);
      return snapshot;
    },
    async summary() {
      useConfiguredWindow();
      const snapshot = await stats.snapshot();
      const figures = await figuresOf(snapshot);
      const sigma = formatGlobalStatsText(snapshot, "", "", figures);
      const note = budgetNoteOf(snapshot, figures);
      return `${sigma} | here reqs=${local.reqs}${note === undefined ? "" : ` | ${note}`}`;
    },
    async costOf({ provider, model, tokens, vendor, costUsd }) {
      const request: PricedRequests = {
        provider,
        model,
        reqs: 1,
        ...(vendor !== undefined && { vendor }),
        ...(costUsd !== undefined && { costUsd }),
        ...(tokens !== undefined && { tokens: { ...tokens, reqs: 1 } }),
      };
      return (await costOfGroups([request])).usd;
    },
    async figuresOf(snapshot) {
      const figures = await figuresOf(snapshot);
      const { show, cost } = figures;
      return { show, cost, budgetNote: budgetNoteOf(snapshot, figures) };
    },
  };
}

function budgetNoteOf({ global }: Snapshot, { cost, budgetUsd }: Figures): string | undefined {
  if (cost?.usd === undefined || budgetUsd === undefined) {
    return undefined;
  }
  const unknown = global.reqs - cost.reqs;
  const but = unknown === 0 ? "" : `, cost of ${unknown} of ${global.reqs} requests unknown`;
  return budgetLevel(cost.usd, budgetUsd) === "ok"
    ? undefined
    : `budget ${budgetPercent(cost.usd, budgetUsd)}% (${formatCost(cost, global.reqs)} of ${formatUsd(budgetUsd)}${but})`;
}
