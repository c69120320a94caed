/** The longest white space that every line with text begins with. */
export function commonIndentOf(text: string): string {
  let common: string | undefined;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") {
      const indent = /^[\t ]*/.exec(line)?.[0] ?? "";
      common = common === undefined ? indent : commonPrefixOf(common, indent);
    }
  }
  return common ?? "";
}

/** `text` without its common indentation. */
export function dedent(text: string): string {
  const indent = commonIndentOf(text);
  return indent === ""
    ? text
    : mapLines(text, (line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trim()));
}

/** Indents every line with text by `indent`, unless all of them begin with it already. */
export function withIndent(text: string, indent: string): string {
  return commonIndentOf(text).startsWith(indent)
    ? text
    : mapLines(text, (line) => (line.trim() === "" ? line : indent + line));
}

function mapLines(text: string, change: (line: string) => string): string {
  return text
    .split("\n")
    .map((line) => {
      const eol = line.endsWith("\r") ? "\r" : "";
      return change(line.slice(0, line.length - eol.length)) + eol;
    })
    .join("\n");
}

function commonPrefixOf(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one.charAt(length) === other.charAt(length)) {
    length += 1;
  }
  return one.slice(0, length);
}
