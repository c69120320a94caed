// oxlint-disable-next-line no-restricted-imports -- parseArgs is a pure function: it gets its arguments
import { parseArgs } from "node:util";

import { optionLines } from "@hexai/manual";
import { usageError, UserError } from "@hexai/process";

import { ABOUT, CALLS } from "./help-words.ts";
import { OPTIONS } from "./option-table.ts";

/** The files of the selection and of the result; stdin and stdout when they are absent. */
interface Files {
  readonly infile: string | undefined;
  readonly outfile: string | undefined;
}

/** Change a selection. */
export interface ActRequest extends Files {
  readonly type: "act";
  /** The id of an action; when it is absent, the user chooses in the menu. */
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
  /** The command line of a tmux key is wrong. It is told in tmux, which shows nobody the stderr of such a command. */
  | { readonly type: "misuse"; readonly pane: string; readonly error: UserError }
  | { readonly type: "help" }
  | { readonly type: "version" };

const SKIP = "skip";

export const USAGE = `Usage: ${CALLS.join("\n       ")}

${ABOUT}

${optionLines(OPTIONS)}
`;

/**
 * Understands a command line, without the program's own name.
 *
 * @throws {UserError} With exit code 2, unless it names a pane.
 */
export function parseArguments(args: readonly string[]): TmuxActionRequest {
  const [first, address, key, ...others] = args;
  if (first === "--screen" && key !== undefined && address !== undefined && others.length === 0) {
    return { type: "screen", address, key }; // the user waits for the popup, and `parseArgs` would take a millisecond
  }
  try {
    return requestOf(flagsOf(args));
  } catch (error) {
    const pane = paneIn(args);
    if (pane === undefined || !(error instanceof UserError)) {
      throw error;
    }
    return { type: "misuse", pane, error };
  }
}

function requestOf(flags: ReturnType<typeof flagsOf>): TmuxActionRequest {
  const {
    help,
    version,
    action,
    config,
    infile,
    outfile,
    pane,
    yes = false,
    paste = false,
  } = flags;
  if (help === true) {
    return { type: "help" };
  }
  if (version === true) {
    return { type: "version" };
  }
  if (pane !== undefined && (infile !== undefined || outfile !== undefined)) {
    throw new UserError(2, "--pane and --infile or --outfile do not go together");
  }
  if (paste && pane === undefined) {
    throw new UserError(2, "--paste goes with --pane only");
  }
  if (action === SKIP && pane === undefined) {
    return { type: "skip", infile, outfile };
  }
  const popup = {
    width: lengthOf("--popup-width", flags["popup-width"] ?? "60%"),
    height: lengthOf("--popup-height", flags["popup-height"] ?? "50%"),
  };
  return { type: "act", action, config, infile, outfile, pane, paste, yes, popup };
}

function lengthOf(flag: string, value: string): string {
  const match = /^(\d{1,4})(%?)$/.exec(value);
  const number = Number(match?.[1]);
  if (match === null || number === 0 || (match[2] === "%" && number > 100)) {
    throw new UserError(
      2,
      `${flag} is ${JSON.stringify(value)}, must be cells or a share like 60%`,
    );
  }
  return value;
}

/** The value of `--pane` on a command line that may be wrong elsewhere. */
function paneIn(args: readonly string[]): string | undefined {
  const options = { pane: { type: "string" } } as const;
  const { pane } = parseArgs({ args: [...args], options, strict: false }).values;
  return typeof pane === "string" ? pane : undefined;
}

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        action: { type: "string" },
        config: { type: "string" },
        help: { type: "boolean", short: "h" },
        infile: { type: "string" },
        outfile: { type: "string" },
        pane: { type: "string" },
        paste: { type: "boolean" },
        "popup-height": { type: "string" },
        "popup-width": { type: "string" },
        version: { type: "boolean" },
        yes: { type: "boolean" },
      },
    }).values;
  } catch (cause) {
    if (!(cause instanceof TypeError)) {
      throw cause;
    }
    throw usageError("hexai-tmux-action", cause.message, { cause });
  }
}
