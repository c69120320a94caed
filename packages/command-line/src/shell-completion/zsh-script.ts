import { type Option, optionForms } from "../options/option.ts";
import { type CommandUsage, offeredOptions, type Program } from "../options/program.ts";

/** The script for `source <(PROGRAM completion zsh)`, or for a file `_PROGRAM` in a directory of `$fpath`. */
export function zshScript(program: Program): string {
  const { name } = program;
  const valueFlags = [...program.options, ...program.commonOptions]
    .filter(({ value }) => value !== undefined)
    .flatMap(optionForms);
  return `#compdef ${name}
# zsh completion for ${name}: source <(${name} completion zsh)

_${name}_commands() {
  local -a commands
  commands=(
    ${program.commands.map((command) => quoted(`${command.name}:${command.help}`)).join("\n    ")}
  )
  _describe -t commands command commands
}

_${name}_names() {
  local -a names
  names=("\${(@f)$(${name} completion $1 2> /dev/null)}")
  compadd -- $names
}

_${name}() {
  local command='' previous='' word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case $previous in
      ${valueFlags.join("|")}) previous=''; continue ;;
    esac
    previous=$word
    case $word in
      --) command='--'; break ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  case $command in
    '')
      _arguments -S -s \\
        ${formatArguments(program, program.options)} \\
        '1:command:_${name}_commands'
      ;;
${program.commands.map((command) => commandCase(program, command)).join("\n")}
    *)
      _arguments -S -s \\
        ${formatArguments(program, program.options)} \\
        '*:prompt:{true}'
      ;;
  esac
}

if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function commandCase(program: Program, command: CommandUsage): string {
  const { name, words, completes } = command;
  const options = offeredOptions(program, command);
  const first =
    words.length === 0 && completes === undefined
      ? []
      : [quoted(`2:word:${wordAction(program, command)}`)];
  return `    ${name})
      _arguments -S -s \\
        ${[formatArguments(program, options), `'1:command:(${name})'`, ...first].join(" \\\n        ")}
      ;;`;
}

function wordAction({ name }: Program, { words, wordsOption, completes }: CommandUsage): string {
  if (completes !== undefined) {
    return ` _${name}_names ${completes}`;
  }
  const all = words.join(" ");
  return wordsOption === undefined
    ? `(${all})`
    : `{(( \${words[(I)${wordsOption}]} )) && compadd ${all}}`;
}

function formatArguments(program: Program, options: readonly Option[]): string {
  return [...options, ...program.commonOptions]
    .filter(({ isHidden }) => isHidden !== true)
    .map((option) => formatArgument(program, option))
    .join(" \\\n        ");
}

/** One flag, as `_arguments` wants it: a flag and its short form shut each other out, unless it may be repeated. */
function formatArgument(program: Program, option: Option): string {
  const { value, help, isRepeatable = false } = option;
  const rest = `[${escaped(help)}]${value === undefined ? "" : `:${value}:${valueAction(program, option)}`}`;
  const flags = optionForms(option);
  const forms = flags.map((flag) => `${flag}${value === undefined ? "" : valueSign(flag)}`);
  const before = isRepeatable ? "*" : flags.length === 1 ? "" : `(${flags.join(" ")})`;
  return flags.length === 1
    ? quoted(`${before}${forms[0] ?? ""}${rest}`)
    : `${quoted(before)}{${forms.join(",")}}${quoted(rest)}`;
}

/** The value follows at once or as the next word, behind a long flag with `=`. */
function valueSign(flag: string): string {
  return flag.startsWith("--") ? "=" : "+";
}

/** A space before a function keeps zsh from adding arguments of its own; a space alone: nothing can be offered. */
function valueAction({ name }: Program, { completes }: Option): string {
  if (completes === "file") {
    return "_files";
  }
  return completes === undefined ? " " : ` _${name}_names ${completes}`;
}

function escaped(help: string): string {
  return help.replaceAll(/[[\]:\\]/gu, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
