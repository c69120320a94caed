import type { Cost, PricedRequests } from "@hexai/prices";
import {
  type Counters,
  type Report,
  type Snapshot,
  sumTokens,
  type UsageGroup,
} from "@hexai/stats";
import { sanitizeName } from "@hexai/terminal/text";

/** What the rows are by. */
export const ROW_KEYS = ["program", "provider", "model"] as const;

export type RowKey = (typeof ROW_KEYS)[number];

/** The window and what is known of its cost. */
export interface UsageView {
  readonly snapshot: Snapshot;
  readonly costOf: (requests: readonly PricedRequests[]) => Cost;
  /** The day of the prices, where a table of prices was needed. */
  readonly tableDate: string | undefined;
  readonly by: RowKey;
}

/** A report and what is known of its costs. */
export type PricedReport = Report & UsageView;

/** What some requests inside the window used. Sizes are UTF-8 bytes. */
export interface UsageFigures extends Counters {
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Its part of all requests, from 0 to 1. */
  readonly share: number;
  readonly cost: Cost;
  /** For how many requests both tokens in and tokens out are known, so that a sum of either is not passed off as whole. */
  readonly tokenReqs: number;
  /** The part of the input that came from a cache, from 0 to 1, where that is known. */
  readonly cachedShare: number | undefined;
}

/** One row: what one program, one provider, or one model of a provider was used for. What it is not by is undefined. */
export interface UsageRow extends UsageFigures {
  readonly program?: string | undefined;
  readonly provider?: string;
  readonly model?: string;
}

/** One row per program, provider or model, the most used one first. */
export function usageRows(view: UsageView): readonly UsageRow[] {
  const { snapshot, by } = view;
  const members = new Map<string, UsageGroup[]>();
  for (const group of snapshot.groups) {
    const key = keyOf(group, by);
    const others = members.get(key);
    if (others === undefined) {
      members.set(key, [group]);
    } else {
      others.push(group);
    }
  }
  return [...members.values()]
    .map((groups) => ({ ...namesOf(groups[0], by), ...figuresOfGroups(groups, view) }))
    .toSorted((a, b) => b.reqs - a.reqs);
}

/** The figures of all requests. */
export function globalFigures(view: UsageView): UsageFigures {
  return figuresOf(view.snapshot.groups, view.snapshot.global, view);
}

/** The figures of some requests. */
export function figuresOfGroups(groups: readonly UsageGroup[], view: UsageView): UsageFigures {
  return figuresOf(groups, countersOf(groups), view);
}

/** How a row is called. A program that is not known is one of an older release. */
export function rowLabel({ program, provider, model }: UsageRow): string {
  if (provider === undefined) {
    return program === undefined ? "unknown program" : sanitizeName(program);
  }
  return sanitizeName(model === undefined ? provider : `${provider}:${model}`);
}

/** `1 request`, `2 requests`. */
export function countRequests(reqs: number): string {
  return `${reqs} ${reqs === 1 ? "request" : "requests"}`;
}

function keyOf({ program, provider, model }: UsageGroup, by: RowKey): string {
  if (by === "program") {
    return program ?? "";
  }
  return by === "provider" ? provider : `${provider.length} ${provider}${model}`;
}

function namesOf(group: UsageGroup | undefined, by: RowKey): Omit<UsageRow, keyof UsageFigures> {
  if (group === undefined || by === "program") {
    return { program: group?.program };
  }
  const { provider, model } = group;
  return by === "provider" ? { provider } : { provider, model };
}

function figuresOf(
  groups: readonly UsageGroup[],
  counters: Counters,
  { snapshot: { global, windowSeconds }, costOf }: UsageView,
): UsageFigures {
  return {
    ...counters,
    rpm: windowSeconds > 0 ? (counters.reqs * 60) / windowSeconds : 0,
    share: global.reqs === 0 ? 0 : counters.reqs / global.reqs,
    cost: costOf(groups),
    tokenReqs: groups.reduce((reqs, { tokens }) => reqs + wholeReqsOf(tokens), 0),
    cachedShare: cachedShareOf(groups),
  };
}

/** In a group, a figure is known of all requests that told any, or of none. */
function wholeReqsOf(tokens: Counters["tokens"]): number {
  return tokens === undefined ? 0 : Math.min(tokens.inputReqs, tokens.outputReqs);
}

/** Over the requests that told both. */
function cachedShareOf(groups: readonly UsageGroup[]): number | undefined {
  let input = 0;
  let cached = 0;
  for (const { tokens } of groups) {
    if (tokens?.input !== undefined && tokens.cached !== undefined) {
      input += tokens.input;
      cached += tokens.cached;
    }
  }
  return input === 0 ? undefined : cached / input;
}

function countersOf(groups: readonly UsageGroup[]): Counters {
  const tokens = groups.map((group) => group.tokens).reduce(sumTokens, undefined);
  return {
    reqs: sum(groups, "reqs"),
    sent: sum(groups, "sent"),
    recv: sum(groups, "recv"),
    ...(tokens !== undefined && { tokens }),
  };
}

function sum(groups: readonly UsageGroup[], name: "recv" | "reqs" | "sent"): number {
  return groups.reduce((total, group) => total + group[name], 0);
}
