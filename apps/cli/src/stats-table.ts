import type { Counters, Snapshot } from "@hexai/stats";
import { humanBytes, windowLabel } from "@hexai/tmux-format";
import stringWidth from "string-width";

import { harmlessText } from "./harmless-text.ts";

/** The window as a table for people: one line for all, one per provider and model. Ends with a line feed. */
export function statsTable(snapshot: Snapshot): string {
  const { global, providers, windowSeconds } = snapshot;
  const cellsOf = (label: string, counters: Counters): readonly string[] => [
    harmlessText(label),
    String(counters.reqs),
    ((counters.reqs * 60) / windowSeconds).toFixed(2),
    humanBytes(counters.sent),
    humanBytes(counters.recv),
    shareOf(counters, global),
  ];
  const rows = [
    [`last ${windowLabel(windowSeconds)}`, "requests", "rpm", "↑", "↓", "share"],
    cellsOf("Σ all", global),
    ...[...providers].flatMap(([provider, { models }]) =>
      [...models].map(([model, counters]) => cellsOf(`${provider}:${model}`, counters)),
    ),
  ];
  return `${aligned(rows).join("\n")}\n`;
}

function shareOf({ reqs }: Counters, global: Counters): string {
  return global.reqs === 0 ? "–" : `${Math.round((reqs * 100) / global.reqs)}%`;
}

/** The first column to the left, the others to the right, in display cells. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ""))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = " ".repeat((columns?.[column] ?? 0) - stringWidth(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join("  "),
  );
}
