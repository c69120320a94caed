import type { ParsedFlags } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import { type ConfigChoice, configChoice } from "../../settings/config-choice.ts";
import type { Command } from "../command.ts";

/** The programs that `hexai doctor --snippets` has a configuration for. */
const EDITORS = ["helix", "neovim", "vscode", "emacs", "tmux"] as const;

export type EditorName = (typeof EDITORS)[number];

/** `hexai doctor`. */
export type DoctorRequest = CheckupRequest | SnippetsRequest;

export interface CheckupRequest extends ConfigChoice {
  readonly type: "checkup";
  readonly format: "json" | "text";
  /** No provider is asked. */
  readonly isOffline: boolean;
}

interface SnippetsRequest {
  readonly type: "snippets";
  readonly editors: readonly EditorName[];
}

export const DOCTOR: Command<DoctorRequest> = {
  name: "doctor",
  help: "looks for what is wrong with programs, tmux, settings, keys, providers and statistics",
  synopsis: "[--snippets [EDITOR]] [flags]",
  words: EDITORS,
  wordsOption: "--snippets",
  options: [
    { name: "offline", help: "do not ask whether providers answer" },
    { name: "json", help: "what was found as one JSON object" },
    { name: "snippets", help: `print what to paste for one or all: ${EDITORS.join(", ")}` },
  ],
  parse: parseDoctor,
  async run(request, context) {
    const { runDoctor } = await import("./run.ts");
    return runDoctor(request, context);
  },
};

function parseDoctor(words: readonly string[], flags: ParsedFlags): DoctorRequest {
  const [word, ...others] = words;
  const editor = EDITORS.find((name) => name === word);
  if (others.length > 0 || (word !== undefined && editor === undefined)) {
    throw usageError(
      "hexai doctor",
      `hexai doctor takes one of ${EDITORS.join(", ")}; for a prompt write: hexai -- doctor ${words.join(" ")}`,
    );
  }
  if (flags.has("snippets")) {
    const other = ["json", "offline"].find((name) => flags.has(name));
    if (other !== undefined) {
      throw usageError("hexai doctor", `--${other} does not go with --snippets`);
    }
    return { type: "snippets", editors: editor === undefined ? EDITORS : [editor] };
  }
  if (editor !== undefined) {
    throw usageError(
      "hexai doctor",
      `${editor} goes with --snippets: hexai doctor --snippets ${editor}`,
    );
  }
  return {
    type: "checkup",
    format: flags.has("json") ? "json" : "text",
    isOffline: flags.has("offline"),
    ...configChoice(flags),
  };
}
