import { commonIndentOf, dedent, withIndent } from "../answer/indentation.ts";
import { codeAt, type Insertion } from "./insertion.ts";
import { uniqueName, withUniqueNames } from "./with-unique-names.ts";

/** Adds Rust tests to the file of the code, in its test module or in a new one at the end. */
export function addRustTests(tests: string, code: string): readonly Insertion[] {
  const written = findModule(tests, ANY_MODULE);
  const inner = written ? tests.slice(written.start, written.end) : tests;
  const present = findModule(code, TEST_MODULE);
  if (present === undefined) {
    return [codeAt(code, code.length, newModule(inner, code))];
  }
  const inside = code.slice(present.start, present.end);
  const head = splitUses(inside);
  const added = splitUses(withIndentOf(commonIndentOf(inside) || present.indent + INDENT, inner));
  const missing = added.uses.filter((use) => !head.uses.includes(use));
  const lines = missing.map((use) => `${present.indent}${INDENT}${use}\n`).join("");
  const body = withUniqueNames(added.rest, inside, TEST);
  const upToEnd = code.slice(0, present.end); // so that no blank line follows
  return [
    ...(lines === "" ? [] : [{ at: present.start + head.end, text: lines }]),
    codeAt(upToEnd, present.end, body, inside.trim() === "" ? 0 : 1),
  ];
}

const INDENT = "    ";

/** A test with its attributes. */
const TEST = /#\[(?:\w+::)*test\b[^\n]*\]\s*(?:#\[[^\n]*\]\s*)*(?:async\s+)?fn\s+(\w+)/g;

const MODULE_LINE = String.raw`(?:pub(?:\([^)]*\))? +)?mod +\w+ *\{[\t ]*\n`;
const ATTRIBUTE = String.raw`[\t ]*#\[cfg\(test\)\][\t ]*\n(?:[\t ]*(?:#\[|//).*\n)*`;
const TEST_MODULE = new RegExp(`^${ATTRIBUTE}([\\t ]*)${MODULE_LINE}`, "m");
const ANY_MODULE = new RegExp(`^(?:${ATTRIBUTE})?([\\t ]*)${MODULE_LINE}`, "m");

interface TestModule {
  /** The indentation of its first line. */
  readonly indent: string;
  /** The offset of the line below its first one. */
  readonly start: number;
  /** The offset of its last line. */
  readonly end: number;
}

/** Finds the end of the module by the indentation, which rustfmt makes uniform. */
function findModule(text: string, beginning: RegExp): TestModule | undefined {
  const match = beginning.exec(text);
  if (match === null) {
    return undefined;
  }
  const [first, indent = ""] = match;
  const start = match.index + first.length;
  const length = new RegExp(`^${indent}\\}`, "m").exec(text.slice(start))?.index;
  return length === undefined ? undefined : { indent, start, end: start + length };
}

function newModule(inner: string, code: string): string {
  const modules = new Set([...code.matchAll(/\bmod\s+(\w+)/g)].map(([, name = ""]) => name));
  const indented = withIndentOf(INDENT, inner).replace(/^\n+/, "").trimEnd();
  const use = /^\s*use\s+super\b/m.test(inner) ? "" : `${INDENT}use super::*;\n\n`;
  return `#[cfg(test)]\nmod ${uniqueName("tests", modules)} {\n${use}${indented}\n}`;
}

interface SplitUses {
  readonly uses: readonly string[];
  /** The offset behind the last of them. */
  readonly end: number;
  readonly rest: string;
}

function splitUses(inside: string): SplitUses {
  const uses: string[] = [];
  let end = 0;
  for (;;) {
    const match = /^\s*(use\s[^;]*;)[^\n]*\n?/.exec(inside.slice(end));
    if (match === null) {
      return { uses, end, rest: inside.slice(end).replace(/^\s*\n/, "") };
    }
    uses.push(match[1]?.replaceAll(/\s+/g, " ") ?? "");
    end += match[0].length;
  }
}

/** Does not indent code with a string that spans several lines, because that would change the string. */
function withIndentOf(indent: string, code: string): string {
  const hasLongText = code.split("\n").some((line) => quotesIn(line) % 2 === 1);
  return commonIndentOf(code) === indent || hasLongText ? code : withIndent(dedent(code), indent);
}

function quotesIn(line: string): number {
  return line.replaceAll(/'"'|\\./g, "").split('"').length - 1;
}
