import { type Option, optionForms } from "../options/option.ts";
import { type CommandUsage, offeredOptions, type Program } from "../options/program.ts";

/** The script for `PROGRAM completion fish | source`, or for `~/.config/fish/completions/PROGRAM.fish`. */
export function fishScript(program: Program): string {
  const { name } = program;
  const valueFlags = [...program.options, ...program.commonOptions]
    .filter(({ value }) => value !== undefined)
    .flatMap(optionForms);
  return `# fish completion for ${name}: ${name} completion fish | source

# Prints the first word that is not a flag, if there is one.
function __${name}_first_word
    set -l previous ''
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if contains -- $previous ${valueFlags.join(" ")}
            set previous ''
            continue
        end
        set previous $word
        switch $word
            case --
                echo prompt
                return
            case '-*'
            case '*'
                echo $word
                return
        end
    end
end

function __${name}_begins
    test -z "$(__${name}_first_word)"
end

function __${name}_asks
    not contains -- "$(__${name}_first_word)" -- ${program.commands.map((command) => command.name).join(" ")}
end

function __${name}_does
    test "$(__${name}_first_word)" = $argv[1]
end

complete -c ${name} -f
${[
  ...program.commands.map(
    (command) =>
      `complete -c ${name} -n __${name}_begins -a ${command.name} -d ${quoted(command.help)}`,
  ),
  ...program.options
    .filter(({ isHidden }) => isHidden !== true)
    .map((option) => `complete -c ${name} -n __${name}_asks ${formatOption(program, option)}`),
  ...program.commands.flatMap((command) => commandLines(program, command)),
  ...program.commonOptions.map((option) => `complete -c ${name} ${formatOption(program, option)}`),
].join("\n")}
`;
}

function commandLines(program: Program, command: CommandUsage): readonly string[] {
  const { name } = program;
  const condition = quoted(`__${name}_does ${command.name}`);
  return [
    ...wordsLines(program, command),
    ...offeredOptions(program, command)
      .filter(({ isHidden }) => isHidden !== true)
      .map((option) => `complete -c ${name} -n ${condition} ${formatOption(program, option)}`),
  ];
}

function wordsLines(program: Program, command: CommandUsage): readonly string[] {
  const { name } = program;
  const { words, wordsOption, completes } = command;
  const does = `__${name}_does ${command.name}`;
  if (completes !== undefined) {
    return [`complete -c ${name} -n ${quoted(does)} -a ${quoted(listNames(program, completes))}`];
  }
  const all = words.join(" ");
  const isGiven =
    wordsOption === undefined ? "" : `; and contains -- ${wordsOption} (commandline -opc)`;
  const isOpen = quoted(`${does}${isGiven}; and not __fish_seen_subcommand_from ${all}`);
  return words.length === 0 ? [] : [`complete -c ${name} -n ${isOpen} -a ${quoted(all)}`];
}

function formatOption(program: Program, { name, short, value, completes, help }: Option): string {
  return [
    ...(short === undefined ? [] : [`-s ${short}`]),
    `-l ${name}`,
    ...(value === undefined ? [] : [formatValue(program, completes)]),
    `-d ${quoted(help)}`,
  ].join(" ");
}

function formatValue(program: Program, completes: Option["completes"]): string {
  if (completes === "file") {
    return "-r -F";
  }
  return completes === undefined ? "-x" : `-x -a ${quoted(listNames(program, completes))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, "\\$&")}'`;
}

function listNames({ name }: Program, list: string): string {
  return `(${name} completion ${list} 2> /dev/null)`;
}
