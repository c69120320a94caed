// oxlint-disable-next-line no-restricted-imports -- parseArgs is a pure function: it gets its arguments
import { parseArgs } from "node:util";

import { type Action, actionOf, ACTIONS } from "@hexai/actions";

import { UserError } from "./user-error.ts";

/** Where the selection comes from and where the result goes. Absent: stdin and stdout. */
interface Files {
  readonly infile: string | undefined;
  readonly outfile: string | undefined;
}

/** What the command line asks for. */
export type TmuxActionRequest =
  | (Files & {
      readonly type: "act";
      readonly action: Action;
      readonly config: string | undefined;
    })
  | (Files & { readonly type: "skip" })
  | { readonly type: "help" }
  | { readonly type: "version" };

const SKIP = "skip";
const IDS = [...ACTIONS.map(({ id }) => id), SKIP].join(", ");

export const USAGE = `Usage: hexai-tmux-action --action ID [flags] < SELECTION > RESULT

Changes a piece of text with a model. On failure nothing is printed, and stderr says why.

  --action ID      what to do: ${IDS}
  --infile FILE    read the selection from FILE instead of stdin
  --outfile FILE   write the result to FILE instead of stdout
  --config FILE    read FILE instead of the user's config.toml
  --yes            take the result without a look at it, which a filter does anyway
  --version        print the version and exit
  --help           print this and exit
`;

/**
 * Understands a command line, without the program's own name.
 *
 * @throws {UserError} With exit code 2.
 */
export function parseArguments(args: readonly string[]): TmuxActionRequest {
  const { help, version, action: id, config, infile, outfile } = flagsOf(args);
  if (help === true) {
    return { type: "help" };
  }
  if (version === true) {
    return { type: "version" };
  }
  if (id === undefined) {
    throw new UserError(2, `say what to do with --action ID, where ID is one of: ${IDS}`);
  }
  if (id === SKIP) {
    return { type: "skip", infile, outfile };
  }
  const action = actionOf(id);
  if (action === undefined) {
    throw new UserError(2, `there is no action ${JSON.stringify(id)}; choose one of: ${IDS}`);
  }
  return { type: "act", action, config, infile, outfile };
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
        version: { type: "boolean" },
        yes: { type: "boolean" },
      },
    }).values;
  } catch (cause) {
    if (!(cause instanceof TypeError)) {
      throw cause;
    }
    throw new UserError(2, `${cause.message} (--help shows all flags)`, { cause });
  }
}
