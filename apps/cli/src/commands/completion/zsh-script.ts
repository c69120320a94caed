import { type CommandRow, COMMANDS } from "../command-table.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, type OptionRow } from "../option-table.ts";
import { flagsOf } from "./flags-of.ts";

/** The script for `source <(hexai completion zsh)`, or for a file `_hexai` in a directory of `$fpath`. */
export function zshScript(): string {
  const valueFlags = [...ASK_OPTIONS, ...COMMON_OPTIONS]
    .filter(({ value }) => value !== undefined)
    .flatMap(flagsOf);
  return `#compdef hexai
# zsh completion for hexai: source <(hexai completion zsh)

_hexai_commands() {
  local -a commands
  commands=(
    ${COMMANDS.map(({ name, help }) => quoted(`${name}:${help}`)).join("\n    ")}
  )
  _describe -t commands command commands
}

_hexai_names() {
  local -a names
  names=("\${(@f)$(hexai completion $1 2> /dev/null)}")
  compadd -- $names
}

_hexai() {
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
        ${argumentsOf(ASK_OPTIONS)} \\
        '1:command:_hexai_commands'
      ;;
${COMMANDS.map(commandCaseOf).join("\n")}
    *)
      _arguments -S -s \\
        ${argumentsOf(ASK_OPTIONS)} \\
        '*:prompt:{true}'
      ;;
  esac
}

if [[ $funcstack[1] == _hexai ]]; then
  _hexai "$@"
else
  compdef _hexai hexai
fi
`;
}

function commandCaseOf(command: CommandRow): string {
  const { name, words, completes, options } = command;
  const first =
    words.length === 0 && completes === undefined ? [] : [quoted(`2:word:${wordOf(command)}`)];
  return `    ${name})
      _arguments -S -s \\
        ${[argumentsOf(options), `'1:command:(${name})'`, ...first].join(" \\\n        ")}
      ;;`;
}

function wordOf({ words, wordsFlag, completes }: CommandRow): string {
  if (completes !== undefined) {
    return ` _hexai_names ${completes}`;
  }
  const all = words.join(" ");
  return wordsFlag === undefined
    ? `(${all})`
    : `{(( \${words[(I)${wordsFlag}]} )) && compadd ${all}}`;
}

function argumentsOf(rows: readonly OptionRow[]): string {
  return [...rows, ...COMMON_OPTIONS].map(argumentOf).join(" \\\n        ");
}

/** One flag, as `_arguments` wants it: a flag and its short form shut each other out. */
function argumentOf(row: OptionRow): string {
  const { value, help } = row;
  const rest = `[${escaped(help)}]${value === undefined ? "" : `:${value}:${actionOf(row)}`}`;
  const flags = flagsOf(row);
  const forms = flags.map((flag) => `${flag}${value === undefined ? "" : signOf(flag)}`);
  return flags.length === 1
    ? quoted(`${forms[0] ?? ""}${rest}`)
    : `${quoted(`(${flags.join(" ")})`)}{${forms.join(",")}}${quoted(rest)}`;
}

/** The value follows at once or as the next word, behind a long flag with `=`. */
function signOf(flag: string): string {
  return flag.startsWith("--") ? "=" : "+";
}

/** A space before a function keeps zsh from adding arguments of its own; a space alone: nothing can be offered. */
function actionOf({ completes }: OptionRow): string {
  if (completes === "file") {
    return "_files";
  }
  return completes === undefined ? " " : ` _hexai_names ${completes}`;
}

function escaped(help: string): string {
  return help.replaceAll(/[[\]:\\]/gu, "\\$&");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
