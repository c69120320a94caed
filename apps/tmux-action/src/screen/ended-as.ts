/** What a person made of `before` in an editor: most editors add a line break at the end of a text that has none. */
export function endedAs(before: string, edited: string): string {
  return before.endsWith("\n") ? edited : edited.replace(/\r?\n$/u, "");
}
