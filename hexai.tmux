#!/bin/sh
# A plugin for tmux: binds a key to hexai-tmux-action and puts the Hexai status where #{hexai_status} stands.
# The manual is docs/tmux.md. It may be run any number of times; errors are shown in tmux.

# Where this file is, and not a link to it: the programs are found from there.
FILE=$(readlink -f -- "$0" 2>/dev/null || printf '%s' "$0")
PLUGIN=$(CDPATH='' cd -- "$(dirname -- "$FILE")" && pwd)
DEFAULT_KEY=a

main() {
  printed_dollar=$(probe_dollar)
  command_line=$(option_or @hexai_command "$(found_command)")
  bind_key "$(option_or @hexai_key '')" "$command_line"
  fill_status status-left
  fill_status status-right
}

# How this tmux prints the $ of a variable: 3.4 puts a backslash before it.
probe_dollar() {
  tmux set-option -gq @hexai_dollar "\$a"
  tmux show-option -gqv @hexai_dollar
  tmux set-option -gqu @hexai_dollar
}

# read_option NAME: what is set, as it was set.
read_option() {
  case $printed_dollar in
  \\*) tmux show-option -gqv "$1" | sed 's/\\\(\$[A-Za-z_{]\)/\1/g' ;;
  *) tmux show-option -gqv "$1" ;;
  esac
}

# option_or NAME DEFAULT: the user's value, else the default.
option_or() {
  if is_set "$1"; then
    read_option "$1"
  else
    printf '%s' "$2"
  fi
}

is_set() {
  [ -n "$(tmux show-options -gq "$1")" ]
}

# The program as tmux can start it, whose PATH is not that of the user's shell; nothing when there is none. An installed one comes
# first, then the native executable that was unpacked or built with this plugin, then the build for Node.
found_command() {
  own=$PLUGIN/apps/tmux-action
  for program in "$(command -v hexai-tmux-action)" "$PLUGIN/../../bin/hexai-tmux-action" "$PLUGIN/dist/hexai-tmux-action"; do
    if can_start "$program"; then
      quoted "$program"
      return
    fi
  done
  if node=$(command -v node) && [ -e "$own/dist/main.js" ]; then
    printf '%s %s' "$(quoted "$node")" "$(quoted "$own/bin.js")"
  fi
}

# can_start FILE: a script needs Node, the native executable nothing.
can_start() {
  [ -x "$1" ] && { command -v node >/dev/null || [ "$(head -c 2 "$1")" != '#!' ]; }
}

quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}

# bind_key KEY COMMAND: an empty key that the user has set, or "none", binds nothing.
bind_key() {
  key=$1
  if ! is_set @hexai_key; then
    is_taken "$DEFAULT_KEY" && return
    tmux set-option -ogq @hexai_key "$DEFAULT_KEY"
    key=$DEFAULT_KEY
  fi
  if [ -z "$key" ] || [ "$key" = none ]; then
    return
  fi
  if [ -z "$2" ]; then
    tmux bind-key -- "$key" display-message \
      'hexai: tmux finds no node or no hexai-tmux-action on its PATH; set @hexai_command'
    return
  fi
  width=$(quoted "$(option_or @hexai_popup_width 60%)")
  height=$(quoted "$(option_or @hexai_popup_height 50%)")
  paste=
  [ "$(option_or @hexai_paste off)" = on ] && paste=' --paste'
  tmux bind-key -- "$key" run-shell -b \
    "$2 --pane '#{pane_id}' --popup-width $width --popup-height $height$paste"
}

# Whether somebody else has bound KEY: a default never takes a key away.
is_taken() {
  tmux list-keys -T prefix | awk -v key="$1" '
    /--popup-width/ && /--pane/ { next }
    { for (i = 1; i < NF; i++) if ($i == "-T" && $(i + 2) == key) found = 1 }
    END { exit !found }'
}

# fill_status OPTION: nothing is rewritten where #{hexai_status} does not stand.
fill_status() {
  mark='#{hexai_status}'
  rest=$(read_option "$1")
  case $rest in
  *"$mark"*) ;;
  *) return ;;
  esac
  format=$(option_or @hexai_status_format '#{@hexai_status}')
  filled=
  while :; do
    case $rest in
    *"$mark"*)
      filled=$filled${rest%%"$mark"*}$format
      rest=${rest#*"$mark"}
      ;;
    *) break ;;
    esac
  done
  filled=$filled$rest
  # tmux takes a semicolon at the end of an argument for the end of the command.
  case $filled in
  *\;) filled=${filled%\;}'\;' ;;
  esac
  tmux set-option -gq -- "$1" "$filled"
}

main
