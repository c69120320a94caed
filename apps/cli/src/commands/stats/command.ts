import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

export type StatsFormat = "csv" | "json" | "line" | "table" | "tmux";

/** `hexai stats`. */
export type StatsRequest =
  | ({ readonly type: "show"; readonly format: StatsFormat } & ConfigChoice)
  | ({ readonly type: "watch" } & ConfigChoice)
  | ({
      readonly type: "reset";
      /** Resets without asking first. */
      readonly isConfirmed: boolean;
    } & ConfigChoice);

export const STATS: Command<StatsRequest> = {
  name: "stats",
  help: "shows what all Hexai programs used lately, by provider and model",
  synopsis: "[flags]",
  words: [],
  options: [
    { name: "json", help: "as JSON, with sizes in bytes" },
    { name: "line", help: "as one line for a log" },
    { name: "tmux", help: "as the line for tmux's status" },
    { name: "csv", help: "as CSV for a spreadsheet" },
    { name: "watch", help: "live view (q quits)" },
    { name: "reset", help: "forget what was counted so far; asks first" },
    { name: "yes", help: "with --reset: do not ask" },
  ],
  parse: parseStats,
  async run(request, context) {
    const { runStats } = await import("./run.ts");
    await runStats(request, context);
  },
};

/** At most one of these can be given; without any it is a table. */
const MODES = ["csv", "json", "line", "reset", "tmux", "watch"] as const;

function parseStats(words: readonly string[], flags: ParsedFlags): StatsRequest {
  if (words.length > 0) {
    throw usageError(
      "hexai stats",
      `hexai stats takes no words; for a prompt write: hexai -- stats ${words.join(" ")}`,
    );
  }
  const [mode = "table", ...others] = MODES.filter((name) => flags.has(name));
  if (others.length > 0) {
    const all = [mode, ...others].map((name) => `--${name}`).join(" and ");
    throw usageError("hexai stats", `choose one of ${all}`);
  }
  if (flags.has("yes") && mode !== "reset") {
    throw usageError("hexai stats", "--yes goes with --reset");
  }
  const choice = configChoice(flags);
  if (mode === "watch") {
    return { type: "watch", ...choice };
  }
  return mode === "reset"
    ? { type: "reset", isConfirmed: flags.has("yes"), ...choice }
    : { type: "show", format: mode, ...choice };
}
