/**
 * One argument that reaches tmux byte for byte: tmux takes a `;` at the end of an argument for the end of the
 * command, unless there is a backslash before it. A NUL cannot be part of an argument and is dropped.
 */
export function tmuxArgument(text: string): string {
  return text.replaceAll("\0", "").replace(/;$/, "\\;");
}
