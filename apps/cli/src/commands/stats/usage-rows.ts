import type { Counters, Snapshot } from "@hexai/stats";
import { displayWidth, padStartToWidth } from "@hexai/terminal/text";
import { humanBytes } from "@hexai/tmux-format";

/** What one model of one provider was used for inside the window. Sizes are UTF-8 bytes. */
export interface UsageRow extends Counters {
  readonly provider: string;
  readonly model: string;
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Its part of all requests, from 0 to 1. */
  readonly share: number;
}

/** One row per provider and model, the most used one first. */
export function usageRows({ global, providers, windowSeconds }: Snapshot): readonly UsageRow[] {
  return [...providers]
    .flatMap(([provider, { models }]) =>
      [...models].map(([model, counters]) => ({
        provider,
        model,
        ...counters,
        rpm: (counters.reqs * 60) / windowSeconds,
        share: global.reqs === 0 ? 0 : counters.reqs / global.reqs,
      })),
    )
    .toSorted((a, b) => b.reqs - a.reqs);
}

/** The five figures of a row, as people read them: requests, requests per minute, ↑, ↓ and share. */
export type UsageCells = readonly [
  reqs: string,
  rpm: string,
  sent: string,
  recv: string,
  share: string,
];

export function rowCells({ reqs, rpm, sent, recv, share }: UsageRow): UsageCells {
  return [
    String(reqs),
    rpm.toFixed(2),
    humanBytes(sent),
    humanBytes(recv),
    `${Math.round(share * 100)}%`,
  ];
}

/** The same of all models together. Without requests there are no shares. */
export function globalCells({ global, rpm }: Snapshot): UsageCells {
  const { reqs, sent, recv } = global;
  const share = reqs === 0 ? "–" : "100%";
  return [String(reqs), rpm.toFixed(2), humanBytes(sent), humanBytes(recv), share];
}

/** The figures of each row as one text, all of the same width, aligned at the right. Nothing is cut. */
export function alignedCells(rows: readonly UsageCells[], gap: number): readonly string[] {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  return rows.map((row) =>
    row.map((cell, column) => padStartToWidth(cell, widths[column] ?? 0)).join(" ".repeat(gap)),
  );
}

/** `1 request`, `2 requests`. */
export function countRequests(reqs: number): string {
  return `${reqs} ${reqs === 1 ? "request" : "requests"}`;
}
