import { type CommandRow, COMMANDS } from "../command-table.ts";
import { ASK_OPTIONS, COMMON_OPTIONS, type OptionRow } from "../option-table.ts";
import { flagsOf } from "./flags-of.ts";

/**
 * The script for `source <(hexai completion bash)`. It runs in bash 3.2 and newer, and needs no other script.
 *
 * The word under the cursor is taken from the line, because bash cuts words at `:` and `=`, and the names of models
 * have colons. What bash has cut off is not repeated in the reply.
 */
export function bashScript(): string {
  const all = [...ASK_OPTIONS, ...COMMANDS.flatMap(({ options }) => options), ...COMMON_OPTIONS];
  return `# bash completion for hexai: source <(hexai completion bash)
_hexai() {
  COMPREPLY=()
  local line=\${COMP_LINE:0:COMP_POINT} current='' previous='' command='' further='' i word
  local -a words
  read -r -a words <<< "$line"
  local count=\${#words[@]}
  if [[ $line != *[[:space:]] ]]; then
    count=$((count - 1))
    current=\${words[count]}
  fi
  for ((i = 1; i < count; i++)); do
    word=\${words[i]}
    case $previous in
      ${valueFlagsOf(all).join(" | ")})
        previous=''
        continue
        ;;
    esac
    previous=$word
    case $word in
      --) return ;;
      -*) ;;
      *) if [[ $command ]]; then further=$word; else command=$word; fi ;;
    esac
  done

  local flag=$previous value=$current kept=''
  if [[ $current == --*=* ]]; then
    flag=\${current%%=*}
    value=\${current#*=}
    kept=$flag=
  fi
  local choices='' flags=''
  case $flag in
${caseLinesOf(all)}
    *)
      case $command in
        '')
          choices='${COMMANDS.map(({ name }) => name).join(" ")}'
          flags='${flagWordsOf(ASK_OPTIONS)}'
          ;;
${COMMANDS.map(commandCaseOf).join("\n")}
        *)
          flags='${flagWordsOf(ASK_OPTIONS)}'
          ;;
      esac
      if [[ $current == -* ]]; then
        choices=$flags
      elif [[ $further ]]; then
        return
      fi
      ;;
  esac

  local breaks='' cut=''
  if [[ $COMP_WORDBREAKS == *:* ]]; then breaks+=:; fi
  if [[ $COMP_WORDBREAKS == *=* ]]; then breaks+==; fi
  if [[ $breaks && $current == *[$breaks]* ]]; then
    cut=\${current%"\${current##*[$breaks]}"}
  fi
  for word in $choices; do
    if [[ $word == "$value"* ]]; then
      word=$kept$word
      COMPREPLY+=("\${word#"$cut"}")
    fi
  done
}
complete -F _hexai hexai
`;
}

function commandCaseOf({ name, words, wordsFlag, completes, options }: CommandRow): string {
  const choices = completes === undefined ? `'${words.join(" ")}'` : namesFrom(completes);
  const condition =
    wordsFlag === undefined ? "" : `[[ " \${words[*]} " != *' ${wordsFlag} '* ]] || `;
  return `        ${name})
          ${condition}choices=${choices}
          flags='${flagWordsOf(options)}'
          ;;`;
}

function valueFlagsOf(rows: readonly OptionRow[]): readonly string[] {
  return [...new Set(rows.filter(({ value }) => value !== undefined).flatMap(flagsOf))];
}

function flagWordsOf(rows: readonly OptionRow[]): string {
  return [...rows, ...COMMON_OPTIONS].map(({ name }) => `--${name}`).join(" ");
}

/** What to do behind a flag that takes a value. */
function caseLinesOf(rows: readonly OptionRow[]): string {
  const deeds = new Map<string, readonly string[]>();
  for (const row of rows.filter(({ value }) => value !== undefined)) {
    const deed = deedOf(row);
    deeds.set(deed, [...new Set([...(deeds.get(deed) ?? []), ...flagsOf(row)])]);
  }
  return [...deeds].map(([deed, flags]) => `    ${flags.join(" | ")}) ${deed} ;;`).join("\n");
}

function deedOf({ completes }: OptionRow): string {
  if (completes === "file") {
    return "compopt -o default 2> /dev/null; return";
  }
  return completes === undefined ? "return" : `choices=${namesFrom(completes)}`;
}

function namesFrom(list: "models" | "providers"): string {
  return `$(hexai completion ${list} 2> /dev/null)`;
}
