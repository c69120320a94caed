import { type Option, optionForms } from "../options/option.ts";
import { allOptions, type CommandUsage, offeredOptions, type Program } from "../options/program.ts";

/**
 * The script for `source <(PROGRAM completion bash)`. It runs in bash 3.2 and newer, and needs no other script.
 *
 * The word under the cursor is taken from the line, because bash cuts words at `:` and `=`, and the names of models
 * have colons. What bash has cut off is not repeated in the reply.
 */
export function bashScript(program: Program): string {
  const { name } = program;
  const all = allOptions(program);
  return `# bash completion for ${name}: source <(${name} completion bash)
_${name}() {
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
      ${valueFlags(all).join(" | ")})
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
${caseLines(program)}
    *)
      case $command in
        '')
          choices='${program.commands.map((command) => command.name).join(" ")}'
          flags='${flagWords(program, program.options)}'
          ;;
${program.commands.map((command) => commandCase(program, command)).join("\n")}
        *)
          flags='${flagWords(program, program.options)}'
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
complete -F _${name} ${name}
`;
}

function commandCase(program: Program, command: CommandUsage): string {
  const { name, words, wordsOption, completes } = command;
  const choices = completes === undefined ? `'${words.join(" ")}'` : listNames(program, completes);
  const condition =
    wordsOption === undefined ? "" : `[[ " \${words[*]} " != *' ${wordsOption} '* ]] || `;
  return `        ${name})
          ${condition}choices=${choices}
          flags='${flagWords(program, offeredOptions(program, command))}'
          ;;`;
}

function valueFlags(options: readonly Option[]): readonly string[] {
  return [...new Set(options.filter(({ value }) => value !== undefined).flatMap(optionForms))];
}

function flagWords({ commonOptions }: Program, options: readonly Option[]): string {
  return [...options, ...commonOptions]
    .filter(({ isHidden }) => isHidden !== true)
    .map(({ name }) => `--${name}`)
    .join(" ");
}

/** What to do after a flag that takes a value. */
function caseLines(program: Program): string {
  const flagsByAction = new Map<string, readonly string[]>();
  for (const option of allOptions(program).filter(({ value }) => value !== undefined)) {
    const action = valueAction(program, option);
    const flags = [...(flagsByAction.get(action) ?? []), ...optionForms(option)];
    flagsByAction.set(action, [...new Set(flags)]);
  }
  return [...flagsByAction]
    .map(([action, flags]) => `    ${flags.join(" | ")}) ${action} ;;`)
    .join("\n");
}

function valueAction(program: Program, { completes }: Option): string {
  if (completes === "file") {
    return "compopt -o default 2> /dev/null; return";
  }
  return completes === undefined ? "return" : `choices=${listNames(program, completes)}`;
}

function listNames({ name }: Program, list: string): string {
  return `$(${name} completion ${list} 2> /dev/null)`;
}
