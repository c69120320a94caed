import { type CommandRow, COMMANDS } from "./command-table.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, type OptionRow } from "./option-table.ts";

/** How the program is called, for somebody who called it wrongly. */
export const USAGE = `Usage: hexai [flags] [prompt …]
       … | hexai [flags] [prompt …]
${COMMANDS.map((command) => `       ${callOf(command)}`).join("\n")}`;

/** What `--help` shows. */
export function helpText(): string {
  return `${USAGE}

Asks a language model and streams its answer to stdout. What comes in on stdin is sent below the
prompt. With neither of them, on a terminal, the editor opens that HEXAI_EDITOR, VISUAL or EDITOR
names. A prompt with the word "explain" gets a long answer, any other a short one.

Flags:
${linesOf(ASK_OPTIONS)}
${linesOf(COMMON_OPTIONS)}
  -0, -1, …                  of several models.cli ask only the first, the second, …
  --                         what follows is the prompt: hexai -- stats

${COMMANDS.map(sectionOf).join("\n")}
The key of a provider is read from HEXAI_OPENAI_API_KEY or OPENAI_API_KEY, and so for ANTHROPIC,
OPENROUTER and OLLAMA; hexai config shows which were found.

Exit codes: 0 success; 1 the provider failed or the configuration is wrong; 2 wrong usage or no
input; 70 a bug in hexai; 130 after Ctrl-C; 141 when nobody reads the answer any more.
`;
}

function callOf({ name, words, completes, options }: CommandRow): string {
  return [
    `hexai ${name}`,
    ...(words.length === 0 ? [] : [`[${words.join(" | ")}]`]),
    ...(completes === undefined ? [] : ["[PROVIDER]"]),
    ...(options.length === 0 ? [] : ["[flags]"]),
  ].join(" ");
}

function sectionOf({ name, help, options }: CommandRow): string {
  return options.length === 0
    ? `hexai ${name} ${help}.\n`
    : `hexai ${name} ${help}:\n${linesOf(options)}\n`;
}

function linesOf(rows: readonly OptionRow[]): string {
  return rows.map(lineOf).join("\n");
}

function lineOf({ name, short, value, help }: OptionRow): string {
  const flag = `${short === undefined ? "    " : `-${short}, `}--${name}`;
  return `  ${[flag, ...(value === undefined ? [] : [value])].join(" ").padEnd(25)}  ${help}`;
}
