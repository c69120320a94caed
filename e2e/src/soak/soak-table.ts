import type { TableRow } from "@hexai/testing";

import { EXCEPTIONS, isExact } from "./exceptions.ts";
import type { ModelTally, SoakReport } from "./soak.ts";

/** The report for a person: a table with a head. */
export function soakTable(report: SoakReport): readonly TableRow[] {
  const { cli, tmuxAction, editors, reader } = report;
  const exact = report.tallies.filter(({ model }) => isExact(model));
  return [
    ["ten minutes", ""],
    ["requests that the provider answered in full", `${sumOf(exact, "answered")}`],
    ["of them in Σ", `${sumOf(exact, "counted")}`],
    ...Object.entries(EXCEPTIONS).map(([exception, whose]) => exceptedOf(report, exception, whose)),
    ["runs of hexai, with an answer", `${cli.runs}, ${cli.answered}`],
    ["runs of hexai-tmux-action, with a result", `${tmuxAction.runs}, ${tmuxAction.answered}`],
    ["uses of the popup: accepted, given back, failed, killed", popupsOf(report)],
    ["lives of language servers", editors.map(({ lives }) => lives).join(" + ")],
    ["completions and actions in editors", editors.map(doneIn).join(" + ")],
    ["documents closed over an unfinished answer", editors.map(({ left }) => left).join(" + ")],
    ["processes stopped for a while", `${report.stops} times`],
    ["the disk was full for a while", report.wasDiskFull ? "yes" : "not possible here"],
    ["reads of the file, of them broken", `${reader.reads}, ${reader.broken.length}`],
    ["the largest file", `${Math.ceil(reader.largestBytes / 1000)} kB`],
    ["memory of the long-lived server, first and second half", memoryOf(report)],
    ["left behind", report.leftovers.length === 0 ? "nothing" : report.leftovers.join(", ")],
    ["faults", report.faults.length === 0 ? "none" : report.faults.join("; ")],
  ];
}

function exceptedOf({ tallies }: SoakReport, exception: string, whose: string): TableRow {
  const own = tallies.filter(({ model }) => model.startsWith(exception));
  const counts = `${sumOf(own, "answered")}, ${sumOf(own, "counted")}`;
  return [`excepted, ${whose}: answered, in Σ`, counts];
}

function sumOf(tallies: readonly ModelTally[], side: "answered" | "counted"): number {
  return tallies.reduce((sum, tally) => sum + tally[side], 0);
}

function popupsOf({ popups }: SoakReport): string {
  const { runs, accepted, returned, failed, killed } = popups;
  return `${runs}: ${accepted}, ${returned}, ${failed}, ${killed}`;
}

function doneIn({ completions, actions }: SoakReport["editors"][number]): string {
  return `${completions}/${actions}`;
}

function memoryOf({ editors }: SoakReport): string {
  const memory = editors[0]?.memory ?? [];
  const half = Math.floor(memory.length / 2);
  return `at most ${peakOf(memory.slice(0, half))}, ${peakOf(memory.slice(half))}`;
}

function peakOf(samples: readonly number[]): string {
  return `${Math.round(Math.max(0, ...samples) / 1000)} MB`;
}
