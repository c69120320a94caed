import { type CommandRow, COMMANDS } from "../command-table.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, type OptionRow } from "../option-table.ts";
import { flagsOf } from "./flags-of.ts";

/** The script for `hexai completion fish | source`, or for `~/.config/fish/completions/hexai.fish`. */
export function fishScript(): string {
  const valueFlags = [...ASK_OPTIONS, ...COMMON_OPTIONS]
    .filter(({ value }) => value !== undefined)
    .flatMap(flagsOf);
  return `# fish completion for hexai: hexai completion fish | source

# Prints the first word that is not a flag, if there is one.
function __hexai_first_word
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

function __hexai_begins
    test -z "$(__hexai_first_word)"
end

function __hexai_asks
    not contains -- "$(__hexai_first_word)" -- ${COMMANDS.map(({ name }) => name).join(" ")}
end

function __hexai_does
    test "$(__hexai_first_word)" = $argv[1]
end

complete -c hexai -f
${[
  ...COMMANDS.map(
    ({ name, help }) => `complete -c hexai -n __hexai_begins -a ${name} -d ${quoted(help)}`,
  ),
  ...ASK_OPTIONS.map((row) => `complete -c hexai -n __hexai_asks ${optionOf(row)}`),
  ...COMMANDS.flatMap(commandLinesOf),
  ...COMMON_OPTIONS.map((row) => `complete -c hexai ${optionOf(row)}`),
].join("\n")}
`;
}

function commandLinesOf(command: CommandRow): readonly string[] {
  const { name, options } = command;
  const condition = quoted(`__hexai_does ${name}`);
  return [
    ...wordsLinesOf(command),
    ...options.map((row) => `complete -c hexai -n ${condition} ${optionOf(row)}`),
  ];
}

function wordsLinesOf({ name, words, wordsFlag, completes }: CommandRow): readonly string[] {
  const does = `__hexai_does ${name}`;
  if (completes !== undefined) {
    return [`complete -c hexai -n ${quoted(does)} -a ${quoted(namesFrom(completes))}`];
  }
  const all = words.join(" ");
  const isGiven =
    wordsFlag === undefined ? "" : `; and contains -- ${wordsFlag} (commandline -opc)`;
  const isOpen = quoted(`${does}${isGiven}; and not __fish_seen_subcommand_from ${all}`);
  return words.length === 0 ? [] : [`complete -c hexai -n ${isOpen} -a ${quoted(all)}`];
}

function optionOf({ name, short, value, completes, help }: OptionRow): string {
  return [
    ...(short === undefined ? [] : [`-s ${short}`]),
    `-l ${name}`,
    ...(value === undefined ? [] : [valueOf(completes)]),
    `-d ${quoted(help)}`,
  ].join(" ");
}

function valueOf(completes: OptionRow["completes"]): string {
  if (completes === "file") {
    return "-r -F";
  }
  return completes === undefined ? "-x" : `-x -a ${quoted(namesFrom(completes))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, "\\$&")}'`;
}

function namesFrom(list: "models" | "providers"): string {
  return `(hexai completion ${list} 2> /dev/null)`;
}
