import { languageOf, type TextSource } from "../instruction/language-of.ts";
import { addGoTests } from "./go-tests.ts";
import { codeAt, type Insertion } from "./insertion.ts";
import { addJavascriptTests } from "./javascript-tests.ts";
import { addPythonTests } from "./python-tests.ts";
import { addRustTests } from "./rust-tests.ts";

/** The file whose code is tested. */
export interface TestedFile extends TextSource {
  readonly text: string;
}

/**
 * The insertions that add `tests` to their file. Nothing in the file is removed. A package clause, an import or a module that the
 * file has already is not repeated, and a test whose name is taken is renamed.
 *
 * @param tests - The code from `PreparedAction.resultOf`.
 * @param existing - The text of the file; empty when it does not exist. For Rust, the text of `file`.
 * @returns The insertions by offset, with the line breaks of `existing`. The last one holds the tests. Empty when there are no
 *   tests.
 */
export function addTests(tests: string, existing: string, file: TestedFile): readonly Insertion[] {
  if (tests.trim() === "") {
    return [];
  }
  const insertions = insertionsOf(plain(tests).trimEnd(), plain(existing), file);
  const eol = existing.includes("\r\n") ? "\r\n" : "\n";
  return insertions
    .filter(({ text }) => text.trim() !== "")
    .map(({ at, text }) => ({
      at: originalOffset(existing, at),
      text: text.replaceAll("\n", eol),
    }));
}

function insertionsOf(tests: string, existing: string, file: TestedFile): readonly Insertion[] {
  switch (languageOf(file) ?? "") {
    case "go":
      return addGoTests(tests, existing, plain(file.text));
    case "javascript":
    case "javascriptreact":
    case "typescript":
    case "typescriptreact":
      return addJavascriptTests(tests, existing);
    case "python":
      return addPythonTests(tests, existing);
    case "rust":
      return addRustTests(tests, existing);
    default:
      return [codeAt(existing, existing.length, tests)];
  }
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** Converts an offset in `plain(text)` to the offset in `text`. */
function originalOffset(text: string, offset: number): number {
  let carriageReturns = 0;
  for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n", at + 2)) {
    if (at - carriageReturns >= offset) {
      break;
    }
    carriageReturns += 1;
  }
  return offset + carriageReturns;
}
