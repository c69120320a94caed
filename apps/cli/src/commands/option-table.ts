import type { OptionRow as ManualRow } from "@hexai/manual";

import { EDITORS } from "./command-words.ts";

/** One flag. The table is what is parsed, what `--help` and the man page show, and what shells complete. */
export interface OptionRow extends ManualRow {
  /** What a shell offers for the value; absent: nothing. */
  readonly completes?: "file" | "models" | "providers";
}

/** Flags of `hexai [flags] [prompt …]`. */
export const ASK_OPTIONS: readonly OptionRow[] = [
  {
    name: "provider",
    short: "p",
    value: "NAME",
    completes: "providers",
    help: "who is asked, as openai",
  },
  {
    name: "model",
    short: "m",
    value: "NAME",
    completes: "models",
    help: "the model that answers",
  },
  { name: "system", short: "s", value: "TEXT", help: "instead of the built-in system prompt" },
  { name: "temperature", short: "t", value: "NUMBER", help: "from 0 (sober) to 2 (wild)" },
  { name: "max-tokens", value: "NUMBER", help: "longest answer, in tokens" },
  { name: "timeout", value: "SECONDS", help: "give up after so much silence; 0 waits for ever" },
  { name: "json", help: "the answer and what it cost as one JSON object" },
  { name: "plain", help: "the answer as it is: no Markdown is rendered on a terminal" },
  { name: "no-stream", help: "write the answer when it is whole, or not at all" },
  { name: "no-cache", help: "neither take the answer from the cache nor keep it" },
  { name: "tps-simulation", value: "RATE", help: "say it back at 15 or 12-18 tokens a second" },
  { name: "quiet", short: "q", help: "nothing on stderr but failures" },
  { name: "no-stdin", help: "do not read stdin" },
];

/** `-0` to `-9`: the names of the flags that choose targets. `--help` has one line for all of them. */
export const DIGITS: readonly string[] = Array.from({ length: 10 }, (_, digit) => `${digit}`);

/** Flags of `hexai stats`. */
export const STATS_OPTIONS: readonly OptionRow[] = [
  { name: "json", help: "as JSON, with sizes in bytes" },
  { name: "line", help: "as one line for a log" },
  { name: "tmux", help: "as the line for tmux's status" },
  { name: "csv", help: "as CSV for a spreadsheet" },
  { name: "watch", help: "as a picture that follows what happens; q leaves" },
  { name: "reset", help: "forget what was counted so far; asks first" },
  { name: "yes", help: "with --reset: do not ask" },
];

/** Flags of `hexai config`. */
export const CONFIG_OPTIONS: readonly OptionRow[] = [
  { name: "online", help: "with check: ask every configured provider for one token" },
];

/** Flags of `hexai models`. */
export const MODELS_OPTIONS: readonly OptionRow[] = [
  { name: "refresh", help: "ask the provider, though it was asked today" },
];

/** Flags of `hexai doctor`. */
export const DOCTOR_OPTIONS: readonly OptionRow[] = [
  { name: "offline", help: "do not look whether providers answer" },
  { name: "json", help: "what was found as one JSON object" },
  {
    name: "snippets",
    help: `print what to paste for one or all: ${EDITORS.join(", ")}`,
  },
];

/** Flags that are understood everywhere. */
export const COMMON_OPTIONS: readonly OptionRow[] = [
  {
    name: "config",
    value: "FILE",
    completes: "file",
    help: "instead of your own config.toml",
  },
  { name: "version", help: "show the version" },
  { name: "help", short: "h", help: "show this text" },
];
