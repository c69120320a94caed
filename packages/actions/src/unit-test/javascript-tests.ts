import { codeAt, type Insertion } from "./insertion.ts";
import { missingImport, parseModuleHead } from "./javascript-imports.ts";

/** Adds tests in JavaScript or TypeScript to a test file, without repeating imports. */
export function addJavascriptTests(tests: string, existing: string): readonly Insertion[] {
  if (existing.trim() === "") {
    return [codeAt(existing, existing.length, tests)];
  }
  const added = parseModuleHead(tests);
  const present = parseModuleHead(existing);
  const missing = [
    ...added.imports.flatMap((statement) => missingImport(statement, present.imports) ?? []),
    ...added.requires.filter((line) => !present.requires.includes(line)),
  ];
  return [
    ...insertLines(missing, existing, present.end),
    codeAt(existing, existing.length, tests.slice(added.end).trim()),
  ];
}

function insertLines(lines: readonly string[], existing: string, at: number): readonly Insertion[] {
  if (lines.length === 0) {
    return [];
  }
  const text = lines.map((line) => `${line}\n`).join("");
  if (at === 0) {
    return [{ at, text: `${text}\n` }];
  }
  return [{ at, text: existing.slice(0, at).endsWith("\n") ? text : `\n${text}` }];
}
