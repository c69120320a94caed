import type { ParsedFlags } from "@hexai/command-line";
import { usageError, type UserError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";
import { parseTemplate, type Template } from "./bars/template.ts";
import { ROW_KEYS, type RowKey } from "./usage-rows.ts";

/** One line for a bar. */
export type BarFormat = "i3bar" | "plain" | "waybar" | Template;

export type StatsFormat =
  | "check"
  | "csv"
  | "json"
  | "line"
  | "prometheus"
  | "table"
  | "tmux"
  | BarFormat;

/** Where the text goes instead of stdout. */
export interface OutputFile {
  readonly path: string;
  /** The permissions of the file. */
  readonly mode: number;
}

/** `hexai stats` that prints. */
export interface ShowRequest extends ConfigChoice {
  readonly type: "show";
  readonly format: StatsFormat;
  readonly by: RowKey;
  readonly output?: OutputFile;
  /** Goes on, with a line whenever something has changed. */
  readonly isFollowing: boolean;
}

/** `hexai stats`. */
export type StatsRequest =
  | ShowRequest
  | ({ readonly type: "watch"; readonly by: RowKey } & ConfigChoice)
  | ({
      readonly type: "reset";
      /** Resets without asking first. */
      readonly isConfirmed: boolean;
    } & ConfigChoice);

export const STATS: Command<StatsRequest> = {
  name: "stats",
  help: "shows what all Hexai programs used lately: requests, tokens, cost",
  synopsis: "[flags]",
  words: [],
  options: [
    { name: "by", value: "KEY", help: "rows by program, provider or model" },
    { name: "json", help: "as JSON, with sizes in bytes" },
    { name: "line", help: "as one line for a log" },
    { name: "tmux", help: "as the line for tmux's status" },
    { name: "csv", help: "as CSV for a spreadsheet" },
    {
      name: "format",
      value: "F",
      help: "one line: plain, waybar, i3bar or a template",
    },
    { name: "prometheus", help: "as metrics for Prometheus" },
    {
      name: "output",
      value: "FILE",
      completes: "file",
      help: "write to FILE, at once or not at all",
    },
    { name: "mode", value: "MODE", help: "permissions of FILE, such as 0644; 0600 by default" },
    { name: "follow", help: "with a one-line format: a line whenever something changed" },
    { name: "check", help: "say how much of the budget is used; exit 1 when it is exceeded" },
    { name: "watch", help: "live view (q quits)" },
    { name: "reset", help: "forget what was counted so far; asks first" },
    { name: "yes", help: "with --reset: do not ask" },
  ],
  parse: parseStats,
  async run(request, context) {
    const { runStats } = await import("./run.ts");
    return runStats(request, context);
  },
};

/** At most one of these can be given; without any it is a table. */
const MODES = [
  "check",
  "csv",
  "format",
  "json",
  "line",
  "prometheus",
  "reset",
  "tmux",
  "watch",
] as const;

/** What each flag goes with. */
const GOES_WITH: readonly {
  readonly flag: string;
  readonly modes: readonly ((typeof MODES)[number] | "table")[];
  readonly said: string;
}[] = [
  { flag: "yes", modes: ["reset"], said: "--reset" },
  {
    flag: "by",
    modes: ["csv", "json", "table", "watch"],
    said: "the table, --csv, --json and --watch",
  },
  { flag: "follow", modes: ["format", "line", "tmux"], said: "--format, --line and --tmux" },
  {
    flag: "output",
    modes: ["csv", "format", "json", "line", "prometheus", "table", "tmux"],
    said: "what is printed, and not with --check, --reset and --watch",
  },
];

function parseStats(words: readonly string[], flags: ParsedFlags): StatsRequest {
  if (words.length > 0) {
    throw wrong(
      `hexai stats takes no words; for a prompt write: hexai -- stats ${words.join(" ")}`,
    );
  }
  const [mode = "table", ...others] = MODES.filter((name) => flags.has(name));
  if (others.length > 0) {
    const all = [mode, ...others].map((name) => `--${name}`).join(" and ");
    throw wrong(`choose one of ${all}`);
  }
  for (const { flag, modes, said } of GOES_WITH) {
    if (flags.has(flag) && !modes.includes(mode)) {
      throw wrong(`--${flag} goes with ${said}`);
    }
  }
  const choice = configChoice(flags);
  const by = parseRowKey(flags.get("by"));
  if (mode === "watch") {
    return { type: "watch", by, ...choice };
  }
  if (mode === "reset") {
    return { type: "reset", isConfirmed: flags.has("yes"), ...choice };
  }
  const output = parseOutput(flags);
  return {
    type: "show",
    format: mode === "format" ? parseFormat(flags.get("format") ?? "") : mode,
    by,
    isFollowing: flags.has("follow"),
    ...(output !== undefined && { output }),
    ...choice,
  };
}

function parseRowKey(text: string | undefined): RowKey {
  const found = text === undefined ? "model" : ROW_KEYS.find((key) => key === text);
  if (found === undefined) {
    throw wrong(`--by takes ${ROW_KEYS.join(", ")}, not ${JSON.stringify(text)}`);
  }
  return found;
}

const FORMATS = ["plain", "waybar", "i3bar"] as const;

function parseFormat(text: string): BarFormat {
  const named = FORMATS.find((name) => name === text);
  if (named !== undefined) {
    return named;
  }
  const template = parseTemplate(text);
  if (!template.ok) {
    throw wrong(`--format: ${template.message}`);
  }
  return template.template;
}

function parseOutput(flags: ParsedFlags): OutputFile | undefined {
  const path = flags.get("output");
  const mode = flags.get("mode");
  if (mode !== undefined && path === undefined) {
    throw wrong("--mode goes with --output");
  }
  if (path === undefined) {
    return undefined;
  }
  return { path, mode: mode === undefined ? 0o600 : parseMode(mode) };
}

const MINE_TO_READ_AND_WRITE = 0o600;
const WRITABLE_BY_OTHERS = 0o022;

function parseMode(text: string): number {
  const mode = /^0?[0-7]{3}$/u.test(text) ? Number.parseInt(text, 8) : undefined;
  if (mode === undefined) {
    throw wrong(`--mode takes three octal digits such as 0644, not ${JSON.stringify(text)}`);
  }
  if ((mode & WRITABLE_BY_OTHERS) !== 0) {
    throw wrong(`--mode ${text} would let others write the file; try 0644`);
  }
  return mode | MINE_TO_READ_AND_WRITE;
}

function wrong(message: string): UserError {
  return usageError("hexai stats", message);
}
