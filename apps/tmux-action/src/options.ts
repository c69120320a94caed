import {
  allOptions,
  COMMON_OPTIONS,
  formatOptions,
  formatUsage,
  type ManPage,
  parseCommandLine,
  type ParsedFlags,
  type Program,
} from "@hexai/command-line";
import { usageError, UserError } from "@hexai/process";
import { quoteText } from "@hexai/terminal/text";

const USAGE_LINES: readonly string[] = [
  "hexai-tmux-action [flags] < SELECTION > RESULT",
  "hexai-tmux-action --pane PANE [--paste] [flags]",
];

const ABOUT = `Changes a piece of text with a model. You choose what to do in a menu (a popup in tmux, else the terminal), see the
difference and accept it. Whatever you do not accept stays as it was, byte for byte.`;

/** The table of options: what is parsed, and what `--help` and the man page show. */
const PROGRAM: Program = {
  name: "hexai-tmux-action",
  commands: [],
  commonOptions: COMMON_OPTIONS,
  options: [
    {
      name: "action",
      value: "ID",
      help: `do this without the menu: rewrite, diagnostics, document, simplify, fix_typos,
unit_test, custom_prompt, skip, or the id of a custom action`,
    },
    { name: "yes", help: "accept without a preview" },
    { name: "infile", value: "FILE", help: "read the selection from FILE instead of stdin" },
    { name: "outfile", value: "FILE", help: "write the result to FILE instead of stdout" },
    {
      name: "pane",
      value: "PANE",
      help: `for a tmux key: take what is selected in the copy mode of PANE, else the newest
paste buffer, and put the result into a paste buffer`,
    },
    { name: "paste", help: "with --pane: paste the result into PANE too" },
    {
      name: "popup-width",
      value: "N",
      help: "width of the popup in tmux, in cells or as a share (default 60%)",
    },
    { name: "popup-height", value: "N", help: "height of the popup (default 50%)" },
  ],
};

export const HELP = `${formatUsage(USAGE_LINES)}

${ABOUT}

${formatOptions(allOptions(PROGRAM))}
`;

/** The files of the selection and of the result. Without a file, it is stdin or stdout. */
interface Files {
  readonly infile: string | undefined;
  readonly outfile: string | undefined;
}

/** Change a selection. */
export interface ActRequest extends Files {
  readonly type: "act";
  /** The id of an action. Without one, the user chooses in the menu. */
  readonly action: string | undefined;
  readonly config: string | undefined;
  /** Accept the first result without a preview. */
  readonly yes: boolean;
  /** The tmux pane whose selection is changed; the result goes into a paste buffer. A filter has none. */
  readonly pane: string | undefined;
  /** Paste the result into the pane, too. */
  readonly paste: boolean;
  readonly popup: { readonly width: string; readonly height: string };
}

/** What the command line asks for. */
export type TmuxActionRequest =
  | ActRequest
  | (Files & { readonly type: "skip" })
  /** Internal: show the screen of the program that listens at `address`; `key` proves that it started us. */
  | { readonly type: "screen"; readonly address: string; readonly key: string }
  /** The command line of a tmux key is wrong. The error is shown in tmux, because tmux shows no stderr of a key's command. */
  | { readonly type: "usage-error"; readonly pane: string; readonly error: UserError }
  | { readonly type: "help" | "man" | "version" };

const SKIP = "skip";

/**
 * Understands a command line, without the program's own name.
 *
 * @throws {UserError} With exit code 2, unless it names a pane.
 */
export function parseArguments(args: readonly string[]): TmuxActionRequest {
  const [first, address, key, ...others] = args;
  if (first === "--screen" && key !== undefined && address !== undefined && others.length === 0) {
    return { type: "screen", address, key }; // the user waits for the popup, and parsing would take a millisecond
  }
  try {
    return toRequest(parseFlags(args));
  } catch (error) {
    const pane = findPane(args);
    if (pane === undefined || !(error instanceof UserError)) {
      throw error;
    }
    return { type: "usage-error", pane, error };
  }
}

function toRequest(flags: ParsedFlags): TmuxActionRequest {
  if (flags.has("help")) {
    return { type: "help" };
  }
  if (flags.has("version")) {
    return { type: "version" };
  }
  if (flags.has("man")) {
    return { type: "man" };
  }
  const [action, config, infile, outfile, pane] = [
    flags.get("action"),
    flags.get("config"),
    flags.get("infile"),
    flags.get("outfile"),
    flags.get("pane"),
  ];
  const [paste, yes] = [flags.has("paste"), flags.has("yes")];
  if (pane !== undefined && (infile !== undefined || outfile !== undefined)) {
    throw misuse(
      "--pane takes no --infile or --outfile, because tmux has its selection; leave them out",
    );
  }
  if (paste && pane === undefined) {
    throw misuse("--paste needs a pane to paste into; add --pane PANE");
  }
  if (action === SKIP && pane === undefined) {
    return { type: "skip", infile, outfile };
  }
  const popup = {
    width: parseLength("--popup-width", flags.get("popup-width") ?? "60%"),
    height: parseLength("--popup-height", flags.get("popup-height") ?? "50%"),
  };
  return { type: "act", action, config, infile, outfile, pane, paste, yes, popup };
}

function parseLength(flag: string, value: string): string {
  const match = /^(\d{1,4})(%?)$/.exec(value);
  const number = Number(match?.[1]);
  if (match === null || number === 0 || (match[2] === "%" && number > 100)) {
    throw misuse(
      `${flag} cannot be ${quoteText(value)}; write a number of cells, or a share such as 60%`,
    );
  }
  return value;
}

/** The value of `--pane` on a command line that may be wrong elsewhere. */
function findPane(args: readonly string[]): string | undefined {
  const index = args.findLastIndex((word) => /^--pane(?:=|$)/.test(word));
  const [, inline] = /^--pane=(.*)$/s.exec(args[index] ?? "") ?? [];
  return index === -1 ? undefined : (inline ?? args[index + 1]);
}

function parseFlags(args: readonly string[]): ParsedFlags {
  const parsed = parseCommandLine(PROGRAM, args);
  if (!parsed.ok) {
    throw misuse(parsed.message);
  }
  return parsed.flags;
}

function misuse(message: string): UserError {
  return usageError(PROGRAM.name, message);
}

/** `man hexai-tmux-action`. */
export const MAN_PAGE: ManPage = {
  name: "hexai-tmux-action",
  section: 1,
  summary: "change a selection with a language model, as a filter or behind a tmux key",
  synopsis: USAGE_LINES,
  parts: [
    { title: "DESCRIPTION", blocks: [{ type: "text", text: ABOUT }] },
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
            { name: "0", text: "done, or left as it was" },
            { name: "1", text: "provider, configuration or selection; nothing is printed" },
            { name: "2", text: "wrong usage" },
            { name: "130", text: "after Ctrl-C" },
            { name: "141", text: "when stdout was closed" },
          ],
        },
      ],
    },
    {
      title: "EXAMPLES",
      blocks: [
        {
          type: "code",
          text: `printf 'teh text\\n' | hexai-tmux-action --action fix_typos --yes
tmux bind-key a run-shell -b 'hexai-tmux-action --pane "#{pane_id}"'`,
        },
        { type: "text", text: "In Helix, for the selection:" },
        { type: "code", text: ":pipe hexai-tmux-action" },
      ],
    },
  ],
  seeAlso: ["hexai(1)", "hexai-lsp(1)", "hexai-config(5)", "tmux(1)"],
};
