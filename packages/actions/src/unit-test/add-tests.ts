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
 * What adds `tests` to the file where they belong. It takes nothing away. What a language wants once in a file (a
 * package clause, an import, a module) is not repeated, and a test whose name is taken gets another one.
 *
 * @param tests - Code, as `PreparedAction.resultOf` makes it.
 * @param existing - The text of that file; empty when there is none. For Rust, that of `file`.
 * @returns In the order of their places, with the line breaks of `existing`; the tests are the last of them. None when
 *   there are no tests.
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

/** Where in `text` the place is that is at `offset` in `plain(text)`. */
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
