import {
  type CompletionItem,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  type Range,
  TextEdit,
} from "vscode-languageserver-protocol/node";

/** The unit in which a position's `character` counts. */
export type ColumnUnit = "utf-8" | "utf-16" | "utf-32";

/** An editor's buffer with its cursor, in UTF-16 code units. */
interface EditorBuffer {
  readonly text: string;
  readonly cursor: number;
}

/**
 * What an editor's buffer reads after its user has taken `item`; undefined when the editor does not offer the item. Written
 * after the editors' own sources, and independent of the server's code.
 */
export type AcceptItem = (
  buffer: EditorBuffer,
  item: CompletionItem,
  encoding: ColumnUnit,
) => string | undefined;

/** Matches by fuzzy search and replaces the range. Text goes in as it is, unless the kind or the format says snippet. */
export const acceptInHelix: AcceptItem = (buffer, item, encoding) => {
  const word = /[\p{L}\p{N}_]*$/u.exec(buffer.text.slice(0, buffer.cursor))?.[0] ?? "";
  if (!isSubsequence(word, item.filterText ?? item.label)) {
    return undefined;
  }
  const { range, newText } = editOf(item);
  const isSnippet = item.kind === 15 || item.insertTextFormat === InsertTextFormat.Snippet;
  return replaced(buffer, range, isSnippet ? expanded(newText) : newText, encoding);
};

/** The omnifunc of 0.7.2: the word from where Vim sees it begin, and no line breaks. */
export const acceptInOldNeovim: AcceptItem = ({ text, cursor }, item) => {
  const word = VIM_WORD.exec(lineBefore(text, cursor))?.[0] ?? "";
  const { newText } = editOf(item);
  if (!newText.startsWith(word)) {
    return undefined;
  }
  const inserted = newText.replaceAll("\n", "\0");
  return text.slice(0, cursor - word.length) + inserted + text.slice(cursor);
};

/** Its own completion: plain text up to the first white space (0.11.4), snippets with the line's indentation in front of each line. */
export const acceptInNeovim: AcceptItem = (buffer, item, encoding) => {
  const { range, newText } = editOf(item);
  const [first = "", ...others] = expanded(newText).split("\n");
  if (item.insertTextFormat !== InsertTextFormat.Snippet) {
    return replaced(buffer, range, newText.split(/[\t-\r ]/u)[0] ?? "", encoding);
  }
  const { start, end } = spanOf(buffer.text, range, encoding);
  const left = buffer.text.slice(0, start);
  const right = buffer.text.slice(end);
  const indent = /^[ \t]*/u.exec(lineBefore(left, left.length) + (right.split(/\r?\n/u)[0] ?? ""));
  const lineBreak = buffer.text.includes("\r\n") ? "\r\n" : "\n"; // 'fileformat'
  const lines = [first, ...others.map((line) => `${indent?.[0] ?? ""}${line}`)];
  return left + lines.join(lineBreak) + right;
};

/** Filters by the text in the range, and indents the lines of an item that does not say how it wants to be indented. */
export const acceptInCode: AcceptItem = (buffer, item, encoding) => {
  const { range, newText } = editOf(item);
  const { start, end } = spanOf(buffer.text, range, encoding);
  if (!isSubsequence(buffer.text.slice(start, end), item.filterText ?? item.label)) {
    return undefined;
  }
  const indent = /^[ \t]*/u.exec(lineBefore(buffer.text, start))?.[0] ?? "";
  const [first = "", ...others] = newText.split("\n");
  const isAsIs = item.insertTextMode === InsertTextMode.asIs;
  const lines = [first, ...others.map((line) => (isAsIs ? line : indent + line))];
  return replaced(buffer, range, lines.join("\n"), encoding);
};

/** nvim-cmp, blink.cmp and coc.nvim: the edit as it is. */
export const acceptAsIs: AcceptItem = ({ text }, item, encoding) => {
  const { range, newText } = editOf(item);
  return replaced({ text, cursor: 0 }, range, newText, encoding);
};

/** vim-lsp and yegappan/lsp: Vim's `complete()` from where the word begins, which puts null characters in the place of line breaks. */
export const acceptInVim: AcceptItem = ({ text, cursor }, item, encoding) => {
  const { range, newText } = editOf(item);
  const { start } = spanOf(text, range, encoding);
  return text.slice(0, start) + newText.replaceAll("\n", "\0") + text.slice(cursor);
};

/**
 * kakoune-lsp 70fd59f: an item whose filter text is not its text is expanded as a snippet, whose lines get the indentation of the
 * first one.
 */
export const acceptInKakoune: AcceptItem = (buffer, item, encoding) => {
  const { range, newText } = editOf(item);
  const isSnippet = item.insertTextFormat === InsertTextFormat.Snippet;
  if (!isSnippet && (item.filterText ?? item.label) === newText) {
    return replaced(buffer, range, newText, encoding);
  }
  const { start } = spanOf(buffer.text, range, encoding);
  const indent = /^[ \t]*/u.exec(lineBefore(buffer.text, start))?.[0] ?? "";
  const text = expanded(newText.replaceAll(/(?<!\\)\$\d+/gu, ""));
  return replaced(buffer, range, text.replaceAll("\n", `\n${indent}`), encoding);
};

/** Inserts the label, takes it out again and applies the edit. The label must begin with what was typed. */
export const acceptInEglot: AcceptItem = (buffer, item, encoding) => {
  const { range, newText } = editOf(item);
  const { start, end } = spanOf(buffer.text, range, encoding);
  const typed = buffer.text.slice(start, end);
  return (item.filterText ?? item.label).startsWith(typed)
    ? replaced(buffer, range, newText, encoding)
    : undefined;
};

/** `\k*$` with the default of 'iskeyword': everything above Latin-1 that is neither space nor punctuation is a word's. */
const VIM_WORD = /(?:[A-Za-z0-9_\u00b5\u00c0-\u00ff]|[^\0-\u00ff\p{P}\p{Z}\p{Cs}])*$/u;

function editOf({ textEdit }: CompletionItem): TextEdit {
  if (!TextEdit.is(textEdit)) {
    throw new Error("An item without a plain edit");
  }
  return textEdit;
}

function replaced(
  { text }: EditorBuffer,
  range: Range,
  newText: string,
  encoding: ColumnUnit,
): string {
  const { start, end } = spanOf(text, range, encoding);
  return text.slice(0, start) + newText + text.slice(end);
}

function spanOf(text: string, { start, end }: Range, encoding: ColumnUnit) {
  return { start: offsetOf(text, start, encoding), end: offsetOf(text, end, encoding) };
}

function offsetOf(text: string, { line, character }: Position, encoding: ColumnUnit): number {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/u);
  const above = lines.slice(0, line).join("");
  const own = (lines[line] ?? "").replace(/[\r\n]+$/u, "");
  const characters = Array.from(own);
  for (let count = 0; count <= characters.length; count += 1) {
    const before = characters.slice(0, count).join("");
    if (lengthIn(before, encoding) === character) {
      return above.length + before.length;
    }
  }
  throw new Error(`There is no character ${character} in line ${line}`);
}

function lengthIn(text: string, encoding: ColumnUnit): number {
  switch (encoding) {
    case "utf-8":
      return Buffer.byteLength(text);
    case "utf-16":
      return text.length;
    case "utf-32":
      return Array.from(text).length;
    default:
      throw new Error("No such encoding");
  }
}

function lineBefore(text: string, offset: number): string {
  return (
    text
      .slice(0, offset)
      .split(/\r\n|\r|\n/u)
      .at(-1) ?? ""
  );
}

/** A snippet without places to fill in. */
function expanded(snippet: string): string {
  return snippet.replaceAll(/\\([\\$}])/gu, "$1");
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) {
    at += part.startsWith(character, at) ? character.length : 0;
  }
  return at === part.length;
}
