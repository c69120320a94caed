import { type AST, ParseError, parseTOML } from "toml-eslint-parser";

/** What a TOML file says, with the line of each thing. Maps, because a key may be called `__proto__`. */
interface TomlTable {
  readonly type: "table";
  readonly line: number;
  readonly entries: ReadonlyMap<string, TomlNode>;
}

export type TomlNode =
  | TomlTable
  | { readonly type: "list"; readonly line: number }
  | { readonly type: "scalar"; readonly line: number; readonly value: TomlScalar };

type TomlScalar = string | number | boolean | Date;

export type ParsedToml =
  | { readonly ok: true; readonly root: TomlTable }
  | { readonly ok: false; readonly place: { readonly line?: number }; readonly message: string };

/** Reads TOML 1.1. Never throws; of several syntax errors it tells the first. */
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
      // The parser runs out of stack.
      return { ok: false, place: {}, message: "is nested too deeply, or a text in it is too long" };
    }
    throw error;
  }
}

interface GrowingTable extends TomlTable {
  readonly entries: Map<string, GrowingNode>;
}

type GrowingNode = GrowingTable | Exclude<TomlNode, TomlTable>;

function emptyTable(line: number): GrowingTable {
  return { type: "table", line, entries: new Map() };
}

function addTo(root: GrowingTable, node: AST.TOMLKeyValue | AST.TOMLTable): void {
  const { line } = node.loc.start;
  const names = node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value));
  if (node.type === "TOMLKeyValue") {
    const parent = tableAt(root, names.slice(0, -1), line);
    parent.entries.set(names.at(-1) ?? "", nodeOf(node.value, line));
  } else if (node.kind === "array") {
    const parent = tableAt(root, names.slice(0, -1), line);
    parent.entries.set(names.at(-1) ?? "", { type: "list", line });
  } else {
    const table = tableAt(root, names, line);
    for (const entry of node.body) {
      addTo(table, entry);
    }
  }
}

/** The table of that name, made when it is missing. What lies inside of a list is not kept. */
function tableAt(root: GrowingTable, names: readonly string[], line: number): GrowingTable {
  let table = root;
  for (const name of names) {
    const existing = table.entries.get(name);
    if (existing?.type === "table") {
      table = existing;
    } else {
      const made = emptyTable(line);
      if (existing === undefined) {
        table.entries.set(name, made);
      }
      table = made;
    }
  }
  return table;
}

function nodeOf(content: AST.TOMLContentNode, line: number): GrowingNode {
  if (content.type === "TOMLValue") {
    return { type: "scalar", line, value: content.value };
  }
  if (content.type === "TOMLArray") {
    return { type: "list", line };
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
  return `is not TOML, column ${column + 1}: ${message[0]?.toLowerCase() ?? ""}${message.slice(1)}${hint}`;
}
