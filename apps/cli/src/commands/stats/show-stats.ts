import type { Report, Snapshot, Store } from "@hexai/stats";
import { sanitizeText } from "@hexai/terminal/text";
import {
  formatGlobalStatsStatusColored,
  formatStatsLogLine,
  type StatusOptions,
} from "@hexai/tmux-format";

import type { Terminal } from "../../output/terminal.ts";
import type { StatsFormat } from "./command.ts";
import { statsCsv } from "./stats-csv.ts";
import { statsJson } from "./stats-json.ts";
import { statsTable } from "./stats-table.ts";

/** What the status line shows. */
export interface StatusLine {
  /** The model whose part is shown beside the Σ. */
  readonly provider: string;
  readonly model: string;
  readonly options: StatusOptions;
}

/**
 * `hexai stats`: what all processes of this user did inside the window.
 *
 * @throws {StatsError} When the statistics cannot be read.
 */
export async function showStats(
  format: StatsFormat,
  stats: Pick<Store, "report">,
  statusLine: StatusLine,
  { out }: Pick<Terminal, "out">,
): Promise<void> {
  const columns = out.isTerminal ? out.columns() : Infinity;
  const text = FORMATTERS[format](await stats.report(), statusLine, columns);
  out.write(out.isTerminal ? sanitizeText(text) : text);
}

const FORMATTERS: Record<
  StatsFormat,
  (report: Report, statusLine: StatusLine, columns: number) => string
> = {
  table: ({ snapshot }, _, columns) => statsTable(snapshot, columns),
  json: statsJson,
  csv: ({ snapshot }) => statsCsv(snapshot),
  line: ({ snapshot }) => `${sigmaPart(snapshot)}\n`,
  tmux: ({ snapshot }, { provider, model, options }) =>
    `${formatGlobalStatsStatusColored(snapshot, provider, model, options)}\n`,
};

/** The part of the log line that covers all processes. */
function sigmaPart(snapshot: Snapshot): string {
  const line = formatStatsLogLine({ reqs: 0, sent: 0, recv: 0, elapsedSeconds: 0 }, snapshot);
  return line.slice(line.indexOf("Σ"));
}
