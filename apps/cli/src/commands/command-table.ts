import { CONFIG_VERBS, EDITORS, SHELLS } from "./command-words.ts";
import {
  CONFIG_OPTIONS,
  DOCTOR_OPTIONS,
  MODELS_OPTIONS,
  type OptionRow,
  STATS_OPTIONS,
} from "./option-table.ts";

/** One subcommand. The table is what is parsed, shown by `--help` and completed by shells. */
export interface CommandRow {
  readonly name: "completion" | "config" | "doctor" | "models" | "stats";
  /** What `--help` says it does. */
  readonly help: string;
  /** What stands behind it, as the usage says it. */
  readonly takes: string;
  /** What may stand behind it: one of these words. */
  readonly words: readonly string[];
  /** The flag that those words belong to: they do not stand there without it. */
  readonly wordsFlag?: "--snippets";
  /** What else may stand behind it: a name of this kind. */
  readonly completes?: "providers";
  readonly options: readonly OptionRow[];
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: "stats",
    help: "shows what all Hexai programs used lately, by provider and model",
    takes: "[flags]",
    words: [],
    options: STATS_OPTIONS,
  },
  {
    name: "config",
    help: "shows every setting and where it comes from, names your file, checks or edits it",
    takes: `[${CONFIG_VERBS.join(" | ")}] [flags]`,
    words: CONFIG_VERBS,
    options: CONFIG_OPTIONS,
  },
  {
    name: "models",
    help: "lists the models that a provider offers",
    takes: "[PROVIDER] [flags]",
    words: [],
    completes: "providers",
    options: MODELS_OPTIONS,
  },
  {
    name: "doctor",
    help: "looks for what is wrong with programs, tmux, settings, keys, providers and statistics",
    takes: "[--snippets [EDITOR]] [flags]",
    words: EDITORS,
    wordsFlag: "--snippets",
    options: DOCTOR_OPTIONS,
  },
  {
    name: "completion",
    help: "prints a script that completes hexai in a shell: source <(hexai completion bash)",
    takes: `{${SHELLS.join(" | ")}}`,
    words: SHELLS,
    options: [],
  },
];
