/**
 * Quotes a command and its arguments for tmux, which expands formats in the text before a shell reads it. Every argument reaches
 * the command byte for byte, except that NUL characters are dropped, because no argument can hold them.
 */
export function commandText(command: readonly string[]): string {
  return command.map(quoted).join(" ");
}

function quoted(argument: string): string {
  const literal = argument.replaceAll("\0", "").replaceAll("#", "##");
  return `'${literal.replaceAll("'", String.raw`'\''`)}'`;
}
