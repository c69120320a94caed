import { escapeUnsafe } from "@hexai/terminal/text";
import { type AST, ParseError, parseTOML } from "toml-eslint-parser";

import type { SourceScalar, SourceTable } from "./source-tree.ts";

export type ParsedToml =
  | { readonly ok: true; readonly root: SourceTable }
  | { readonly ok: false; readonly place: { readonly line?: number }; readonly message: string };

/** Parses TOML 1.1. It never throws; when there are several syntax errors, it reports the first. */
export function parseToml(text: string): ParsedToml {
  try {
    const root = emptyTable(1);
    for (const node of parseTOML(text).body[0].body) {
      addTo(root, node);
    }
    return { ok: true, root };
  } catch (error) {
    if (error instanceof ParseError) {
      return { ok: false, place: { line: error.lineNumber }, message: syntaxMessage(error, text) };
    }
    if (error instanceof RangeError) {
      // The parser ran out of stack.
      return { ok: false, place: {}, message: "is nested too deeply, or a text in it is too long" };
    }
    throw error;
  }
}

interface GrowingTable {
  readonly type: "table";
  readonly line: number;
  readonly entries: Map<string, GrowingNode>;
}

interface GrowingList {
  readonly type: "list";
  readonly line: number;
  readonly items: GrowingNode[];
}

type GrowingNode = GrowingTable | GrowingList | SourceScalar;

function emptyTable(line: number): GrowingTable {
  return { type: "table", line, entries: new Map() };
}

function addTo(root: GrowingTable, node: AST.TOMLKeyValue | AST.TOMLTable): void {
  const { line } = node.loc.start;
  const names = node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value));
  if (node.type === "TOMLKeyValue") {
    const parent = tableAt(root, names.slice(0, -1), line);
    parent.entries.set(names.at(-1) ?? "", toNode(node.value, line));
    return;
  }
  const table = node.kind === "array" ? rowAt(root, names, line) : tableAt(root, names, line);
  for (const entry of node.body) {
    addTo(table, entry);
  }
}

/** The table with that name, created when it is missing. Where the name is a list of tables, it is the last one. */
function tableAt(root: GrowingTable, names: readonly string[], line: number): GrowingTable {
  let table = root;
  for (const name of names) {
    const existing = table.entries.get(name);
    const found = existing?.type === "list" ? existing.items.at(-1) : existing;
    const next = found?.type === "table" ? found : emptyTable(line);
    if (existing === undefined) {
      table.entries.set(name, next);
    }
    table = next;
  }
  return table;
}

/** Appends a new table to the list with that name. */
function rowAt(root: GrowingTable, names: readonly string[], line: number): GrowingTable {
  const parent = tableAt(root, names.slice(0, -1), line);
  const name = names.at(-1) ?? "";
  const existing = parent.entries.get(name);
  const row = emptyTable(line);
  if (existing?.type === "list") {
    existing.items.push(row);
  } else {
    parent.entries.set(name, { type: "list", line, items: [row] });
  }
  return row;
}

function toNode(content: AST.TOMLContentNode, line: number): GrowingNode {
  if (content.type === "TOMLValue") {
    return { type: "scalar", line, value: content.value };
  }
  if (content.type === "TOMLArray") {
    const items = content.elements.map((element) => toNode(element, element.loc.start.line));
    return { type: "list", line, items };
  }
  const table = emptyTable(line);
  for (const entry of content.body) {
    addTo(table, entry);
  }
  return table;
}

function syntaxMessage({ message, index, column }: ParseError, text: string): string {
  const isBareWord = /=[ \t]*$/u.test(text.slice(0, index)) && /^\p{L}/u.test(text.slice(index));
  const hint = isBareWord ? ", a text must be in quotes" : "";
  const what = escapeUnsafe(`${message[0]?.toLowerCase() ?? ""}${message.slice(1)}`); // The message quotes the file.
  return `is not TOML, column ${column + 1}: ${what}${hint}`;
}
