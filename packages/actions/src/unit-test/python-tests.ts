import { codeAt, type Insertion } from "./insertion.ts";
import { withUniqueNames } from "./with-unique-names.ts";

/** Adds Python tests to a test file. Imports go to the top and are not repeated; tests go above the line that runs the file. */
export function addPythonTests(tests: string, existing: string): readonly Insertion[] {
  if (existing.trim() === "") {
    return [codeAt(existing, existing.length, tests)];
  }
  const added = parsePython(tests);
  const present = parsePython(existing);
  const missing = added.imports.filter(
    (statement) => !present.imports.includes(statement) && !/^from +__future__/.test(statement),
  );
  const body = tests.slice(added.bodyStart, added.mainStart).trim();
  return [
    ...insertImports(missing, existing, present),
    codeAt(existing, present.mainStart, withUniqueNames(body, existing, TEST), BLANK_LINES),
  ];
}

/** The blank lines around functions and classes, by PEP 8. */
const BLANK_LINES = 2;

const TEST = /^(?:async +def|def|class) +([Tt]est\w*)/gm;

interface PythonFile {
  readonly imports: readonly string[];
  /** The offset behind the last import, or behind the comments and the docstring at the beginning. */
  readonly headEnd: number;
  /** The offset of the code behind the imports, with its comments. */
  readonly bodyStart: number;
  /** The offset of the line that runs the file, or the end. */
  readonly mainStart: number;
}

const COMMENTS = /^(?:[\t ]*(?:#.*)?\n)*/;
const DOCSTRING = /^[RUru]?("""|''')[\s\S]*?\1[\t ]*(?:\n|$)/;
const STATEMENT = /^(?:from|import)[\t ](?:[^\n(\\]*\([^)]*\)|[^\n(\\]*\\\n)*[^\n]*(?:\n|$)/;
const SKIPPED = /^[\t ]*(?:#.*)?\n/;
const MAIN = /^if[\t ]+__name__[\t ]*==/m;

function parsePython(text: string): PythonFile {
  const imports: string[] = [];
  const comments = lengthOf(COMMENTS, text);
  const docstring = lengthOf(DOCSTRING, text.slice(comments));
  let at = comments + docstring;
  let headEnd = at;
  for (let skipped = true; skipped;) {
    const rest = text.slice(at);
    const statement = STATEMENT.exec(rest)?.[0];
    const length = statement?.length ?? lengthOf(SKIPPED, rest);
    at += length;
    skipped = length > 0;
    if (statement !== undefined) {
      imports.push(statement.trim());
      headEnd = at;
    }
  }
  const bodyStart = imports.length === 0 && docstring === 0 ? 0 : headEnd;
  const main = text.slice(headEnd).search(MAIN);
  return { imports, headEnd, bodyStart, mainStart: main === -1 ? text.length : headEnd + main };
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}

function insertImports(
  statements: readonly string[],
  existing: string,
  { imports, headEnd }: PythonFile,
): readonly Insertion[] {
  if (statements.length === 0) {
    return [];
  }
  const lines = statements.map((statement) => `${statement}\n`).join("");
  if (imports.length === 0) {
    return [codeAt(existing, headEnd, lines)];
  }
  const isWholeLine = existing.slice(0, headEnd).endsWith("\n");
  return [{ at: headEnd, text: isWholeLine ? lines : `\n${lines}` }];
}
