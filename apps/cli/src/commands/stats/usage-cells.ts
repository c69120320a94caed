import type { Snapshot } from "@hexai/stats";
import { displayWidth, padStartToWidth } from "@hexai/terminal/text";
import { humanBytes } from "@hexai/tmux-format";

import type { UsageRow } from "./usage-rows.ts";

/** The five figures of a row, as people read them: requests, requests per minute, ↑, ↓ and share. */
export type UsageCells = readonly [
  reqs: string,
  rpm: string,
  sent: string,
  recv: string,
  share: string,
];

export function cellsOf({ reqs, rpm, sent, recv, share }: UsageRow): UsageCells {
  return [
    String(reqs),
    rpm.toFixed(2),
    humanBytes(sent),
    humanBytes(recv),
    `${Math.round(share * 100)}%`,
  ];
}

/** The same of everybody together. Nothing has no shares. */
export function globalCellsOf({ global, rpm }: Snapshot): UsageCells {
  const { reqs, sent, recv } = global;
  const share = reqs === 0 ? "–" : "100%";
  return [String(reqs), rpm.toFixed(2), humanBytes(sent), humanBytes(recv), share];
}

/** The figures of each row as one text, all of the same width, one below the other. Nothing is cut. */
export function alignedCells(rows: readonly UsageCells[], gap: number): readonly string[] {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  return rows.map((row) =>
    row.map((cell, column) => padStartToWidth(cell, widths[column] ?? 0)).join(" ".repeat(gap)),
  );
}
