import { type CommandUsage, offeredOptions, type Program } from "../options/program.ts";
import { formatOptions } from "./format-options.ts";

/** The usage lines of a program, the first one behind `Usage: `. */
export function formatUsage(lines: readonly string[]): string {
  return `Usage: ${lines.join("\n       ")}`;
}

/** How a command is called, as one usage line. */
export function commandLine({ name: program }: Program, { name, synopsis }: CommandUsage): string {
  return `${program} ${name} ${synopsis}`;
}

/** What `PROGRAM COMMAND --help` shows. */
export function formatCommandHelp(program: Program, command: CommandUsage): string {
  const { help } = command;
  return `${formatUsage([commandLine(program, command)])}

${help.charAt(0).toUpperCase()}${help.slice(1)}.

Flags:
${formatOptions([...offeredOptions(program, command), ...program.commonOptions])}
`;
}
