import { type OptionRow, STATS_OPTIONS } from "./option-table.ts";

/** One subcommand. The table is what is parsed, shown by `--help` and completed by shells. */
export interface CommandRow {
  readonly name: "stats";
  readonly help: string;
  readonly options: readonly OptionRow[];
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "stats",
    help: "shows what all Hexai programs used lately, by provider and model",
    options: STATS_OPTIONS,
  },
];
