import {
  allOptions,
  COMMON_OPTIONS,
  formatOptions,
  type ManPage,
  parseCommandLine,
  type Program,
} from "@hexai/command-line";
import { usageError } from "@hexai/process";

/** The table of options: what is parsed, and what `--help` and the man page show. */
const PROGRAM: Program = {
  name: "hexai-lsp",
  commands: [],
  commonOptions: COMMON_OPTIONS,
  options: [
    { name: "stdio", help: "accepted for compatibility; the server always uses stdio" },
    {
      name: "log",
      value: "FILE",
      help: "write the log to FILE instead of the user's state directory",
    },
    // Visual Studio Code adds this one, which it also sends in `initialize`.
    { name: "clientProcessId", value: "ID", help: "", isHidden: true },
  ],
};

const SYNOPSIS = "hexai-lsp [--stdio] [--log FILE] [--config FILE]";

const DESCRIPTION = "A language server: an editor starts it and talks to it on stdin and stdout.";

export const HELP = `Usage: ${SYNOPSIS}

${DESCRIPTION}

${formatOptions(allOptions(PROGRAM))}
`;

/** The parsed command line. */
export type LspRequest = ServeRequest | { readonly type: "help" | "man" | "version" };

export interface ServeRequest {
  readonly type: "serve";
  readonly log: string | undefined;
  readonly config: string | undefined;
}

/**
 * @param args - Without the names of the program.
 * @throws {UserError} For a command line that cannot be parsed.
 */
export function parseOptions(args: readonly string[]): LspRequest {
  const parsed = parseCommandLine(PROGRAM, args);
  if (!parsed.ok) {
    throw usageError(PROGRAM.name, parsed.message);
  }
  const { flags } = parsed;
  if (flags.has("help")) {
    return { type: "help" };
  }
  if (flags.has("man")) {
    return { type: "man" };
  }
  return flags.has("version")
    ? { type: "version" }
    : { type: "serve", log: flags.get("log"), config: flags.get("config") };
}

/** `man hexai-lsp`. */
export const MAN_PAGE: ManPage = {
  name: "hexai-lsp",
  section: 1,
  summary: "ask a language model from an editor",
  synopsis: [SYNOPSIS],
  parts: [
    {
      title: "DESCRIPTION",
      blocks: [
        { type: "text", text: DESCRIPTION },
        {
          type: "text",
          text: "hexai doctor --snippets prints what to write into the settings of an editor.",
        },
      ],
    },
    { title: "OPTIONS", blocks: [{ type: "options", options: allOptions(PROGRAM) }] },
    {
      title: "FILES",
      blocks: [
        {
          type: "terms",
          terms: [
            {
              name: "~/.config/hexai/config.toml, .hexaiconfig.toml",
              text: "your settings and the project's: hexai-config(5)",
            },
            {
              name: "~/.local/state/hexai/hexai-lsp.log",
              text: "the log, or in $XDG_STATE_HOME; it holds no prompts, texts or keys",
            },
            { name: "~/.cache/hexai/stats.json", text: "the statistics, or in $XDG_CACHE_HOME" },
          ],
        },
      ],
    },
    {
      title: "EXIT STATUS",
      blocks: [
        {
          type: "terms",
          terms: [
            { name: "0", text: "the editor sent shutdown before exit" },
            { name: "1", text: "the editor did not send shutdown" },
            { name: "2", text: "the command line is wrong" },
          ],
        },
      ],
    },
  ],
  seeAlso: ["hexai(1)", "hexai-tmux-action(1)", "hexai-config(5)"],
};
