// oxlint-disable-next-line no-restricted-imports -- it reads nothing but its argument
import { parseArgs } from "node:util";

/** What the command line asks for. */
export type LspRequest =
  | {
      readonly type: "serve";
      readonly log: string | undefined;
      readonly config: string | undefined;
    }
  | { readonly type: "help" }
  | { readonly type: "version" }
  | { readonly type: "mistake"; readonly message: string };

export const USAGE = `Usage: hexai-lsp [--stdio] [--log FILE] [--config FILE]

A language server: an editor starts it and talks to it on stdin and stdout.

  --stdio          what it does anyway; for editors that say so
  --log FILE       write the log to FILE instead of the user's state directory
  --config FILE    read FILE instead of the user's config.toml
  --version        print the version and exit
  --help           print this and exit
`;

/** @param args - Without the names of the program. */
export function parseArguments(args: readonly string[]): LspRequest {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stdio: { type: "boolean" },
        clientProcessId: { type: "string" }, // added by Visual Studio Code, which also says it in `initialize`
        log: { type: "string" },
        config: { type: "string" },
        version: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) {
      return { type: "help" };
    }
    return values.version === true
      ? { type: "version" }
      : { type: "serve", log: values.log, config: values.config };
  } catch (error) {
    if (error instanceof TypeError) {
      return { type: "mistake", message: error.message };
    }
    throw error;
  }
}
