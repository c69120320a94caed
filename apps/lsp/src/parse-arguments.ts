// oxlint-disable-next-line no-restricted-imports -- it reads nothing but its argument
import { parseArgs } from "node:util";

import { optionLines } from "@hexai/manual";

import { ABOUT, CALL } from "./help-words.ts";
import { OPTIONS } from "./options.ts";

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

export const USAGE = `Usage: ${CALL}

${ABOUT}

${optionLines(OPTIONS)}
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
      return { type: "mistake", message: `${error.message} (--help shows all flags)` };
    }
    throw error;
  }
}
