/**
 * A command and its arguments as tmux reads them in a text that it expands before. Each reaches the command byte for byte,
 * but for a NUL, which cannot be part of an argument and is dropped.
 */
export function commandText(command: readonly string[]): string {
  return command.map(quoted).join(" ");
}

function quoted(argument: string): string {
  const literal = argument.replaceAll("\0", "").replaceAll("#", "##");
  return `'${literal.replaceAll("'", String.raw`'\''`)}'`;
}
