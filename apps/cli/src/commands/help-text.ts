import { optionLines } from "@hexai/manual";

import { CALLS } from "./calls.ts";
import { type CommandRow, COMMANDS } from "./command-table.ts";
import { ABOUT, EXIT_CODES, FURTHER_FLAGS, KEY_PLACES } from "./help-words.ts";
import { ASK_OPTIONS, COMMON_OPTIONS } from "./option-table.ts";

/** How the program is called, for somebody who called it wrongly. */
export const USAGE = `Usage: ${CALLS.join("\n       ")}`;

/** What `--help` shows. */
export function helpText(): string {
  return `${USAGE}

${ABOUT}

Flags:
${optionLines([...ASK_OPTIONS, ...COMMON_OPTIONS])}
${FURTHER_FLAGS.map(({ name, help }) => `  ${name.padEnd(25)}  ${help}`).join("\n")}

${COMMANDS.map(sectionOf).join("\n")}
${KEY_PLACES}

Exit codes:
${EXIT_CODES.map(({ code, help }) => `  ${String(code).padEnd(4)} ${help}`).join("\n")}
`;
}

function sectionOf({ name, help, options }: CommandRow): string {
  return options.length === 0
    ? `hexai ${name} ${help}.\n`
    : `hexai ${name} ${help}:\n${optionLines(options)}\n`;
}
