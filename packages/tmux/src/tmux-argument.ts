/**
 * Escapes an argument so that it reaches tmux byte for byte. tmux ends a command at a `;` at the end of an argument, unless there
 * is a backslash before it. NUL characters are dropped, because no argument can hold them.
 */
export function tmuxArgument(text: string): string {
  return text.replaceAll("\0", "").replace(/;$/, "\\;");
}
