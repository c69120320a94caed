/** How the parts of a text are distinguished. Each function leaves the text's width alone, or adds marks of its own. */
export interface Style {
  heading(text: string, depth: number): string;
  strong(text: string): string;
  emphasis(text: string): string;
  deleted(text: string): string;
  code(text: string): string;
  link(text: string): string;
  /** Rules, fences, borders. */
  faint(text: string): string;
  /** A piece of a program: `keyword`, `string`, … as highlight.js names them. */
  syntax(text: string, kind: string): string;
}

/** With the sixteen colours that follow every terminal's own theme. */
export const COLORFUL: Style = {
  heading: (text, depth) => (depth === 1 ? sgr("1;4", "22;24", text) : sgr("1", "22", text)),
  strong: (text) => sgr("1", "22", text),
  emphasis: (text) => sgr("3", "23", text),
  deleted: (text) => sgr("9", "29", text),
  code: (text) => sgr("36", "39", text),
  link: (text) => sgr("4", "24", text),
  faint: (text) => sgr("2", "22", text),
  syntax(text, kind) {
    const color = SYNTAX_COLORS[kind];
    return color === undefined ? text : sgr(color, "39", text);
  },
};

/** Without colours, as the marks of Markdown itself. */
export const PLAIN: Style = {
  heading: (text, depth) => `${"#".repeat(depth)} ${text}`,
  strong: (text) => `**${text}**`,
  emphasis: (text) => `*${text}*`,
  deleted: (text) => `~~${text}~~`,
  code: (text) => `\`${text}\``,
  link: (text) => text,
  faint: (text) => text,
  syntax: (text) => text,
};

const SYNTAX_COLORS: Readonly<Record<string, string>> = {
  addition: "32",
  attr: "36",
  attribute: "36",
  built_in: "36",
  bullet: "33",
  comment: "90",
  deletion: "31",
  doctag: "90",
  keyword: "35",
  literal: "33",
  meta: "90",
  name: "34",
  number: "33",
  quote: "90",
  regexp: "31",
  section: "34",
  "selector-class": "34",
  "selector-id": "34",
  "selector-tag": "35",
  string: "32",
  symbol: "33",
  tag: "34",
  title: "34",
  type: "36",
  variable: "31",
};

/** Line by line, so that a line can stand alone wherever the text is cut. */
function sgr(on: string, off: string, text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `\u001b[${on}m${line}\u001b[${off}m`))
    .join("\n");
}
