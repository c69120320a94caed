import {
  commandLine,
  type CommandUsage,
  formatCommandHelp,
  formatOptions,
  formatUsage,
  type Program,
} from "@hexai/command-line";

// `--help` and the man page both have these texts.

export const ABOUT = `Asks a language model and streams its answer to stdout. What comes in on stdin is sent below the
prompt. With neither of them, on a terminal, the editor opens that HEXAI_EDITOR, VISUAL or EDITOR
names. A prompt with the word "explain" gets a long answer, any other a short one.`;

/** What the table of options does not have. */
export const FURTHER_OPTIONS: readonly { readonly name: string; readonly help: string }[] = [
  { name: "-0, -1, …", help: "of several models.cli ask only the first, the second, …" },
  { name: "--", help: "what follows is the prompt: hexai -- stats" },
];

export const KEY_PLACES = `The key of a provider is read from HEXAI_OPENAI_API_KEY or OPENAI_API_KEY, and so for ANTHROPIC,
OPENROUTER and OLLAMA; hexai config shows which were found. The addresses in OPENAI_BASE_URL,
ANTHROPIC_BASE_URL and OLLAMA_HOST are used with the keys of the shell only.`;

export const EXIT_CODES: readonly { readonly code: number; readonly help: string }[] = [
  { code: 0, help: "success" },
  { code: 1, help: "the provider failed or the configuration is wrong" },
  { code: 2, help: "wrong usage or no input" },
  { code: 70, help: "a bug in hexai" },
  { code: 130, help: "after Ctrl-C" },
  { code: 141, help: "when stdout was closed" },
];

/** How the program is called, one way a line. */
export function usageLines(program: Program): readonly string[] {
  const { name, commands } = program;
  return [
    `${name} [flags] [prompt …]`,
    `… | ${name} [flags] [prompt …]`,
    ...commands.map((command) => commandLine(program, command)),
  ];
}

/** What `--help` shows: of a command, or of the whole program. */
export function formatHelp(program: Program, command: CommandUsage | undefined): string {
  return command === undefined ? formatProgramHelp(program) : formatCommandHelp(program, command);
}

function formatProgramHelp(program: Program): string {
  const { name, options, commands, commonOptions } = program;
  const sections = commands.map((command) =>
    command.options.length === 0
      ? `${name} ${command.name} ${command.help}.\n`
      : `${name} ${command.name} ${command.help}:\n${formatOptions(command.options)}\n`,
  );
  return `${formatUsage(usageLines(program))}

${ABOUT}

Flags:
${formatOptions([...options, ...commonOptions])}
${FURTHER_OPTIONS.map((option) => `  ${option.name.padEnd(25)}  ${option.help}`).join("\n")}

${sections.join("\n")}
${KEY_PLACES}

Exit codes:
${EXIT_CODES.map(({ code, help }) => `  ${String(code).padEnd(4)} ${help}`).join("\n")}
`;
}
