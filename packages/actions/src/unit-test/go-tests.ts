import { codeAt, type Insertion } from "./insertion.ts";
import { withUniqueNames } from "./with-unique-names.ts";

/**
 * Adds Go tests to a test file, without repeating the package clause and imports.
 *
 * @param code - The text of the file under test, whose package the tests belong to.
 */
export function addGoTests(tests: string, existing: string, code: string): readonly Insertion[] {
  const added = parseGo(tests);
  const present = parseGo(existing);
  const body = withUniqueNames(added.body, existing, TEST_FUNCTION);
  if (present.packageName === undefined) {
    const name = packageOf(added.packageName, parseGo(code).packageName);
    const clause = name === undefined ? [] : [`package ${name}`];
    return [
      codeAt(
        existing,
        existing.length,
        [...clause, ...importsOf(added.imports), body].join("\n\n"),
      ),
    ];
  }
  const missing = added.imports.filter((spec) => !present.imports.includes(spec));
  return [...insertImports(missing, present), codeAt(existing, existing.length, body)];
}

const TEST_FUNCTION = /^func +((?:Test|Benchmark|Example|Fuzz)\w*)\(/gm;

interface GoFile {
  readonly packageName: string | undefined;
  /** Import specifications such as `alias "path"`. */
  readonly imports: readonly string[];
  /** The offset for another line in the last import block; undefined when there is no block. */
  readonly importBlockEnd: number | undefined;
  /** The offset behind the last import, or behind the package clause. */
  readonly headEnd: number;
  /** The text behind `headEnd`. */
  readonly body: string;
}

const DECLARATION = /^(?:func|type|var|const)\b/m;
const PACKAGE = /^package +(\w+).*\n?/m;
const IMPORT = /^import *(?:\(([\s\S]*?)^[\t ]*\)|([^\n(]*"[^"\n]*")).*\n?/gm;

function parseGo(text: string): GoFile {
  const head = text.slice(0, DECLARATION.exec(text)?.index ?? text.length);
  const clause = PACKAGE.exec(head);
  const imports = [...head.matchAll(IMPORT)];
  const last = imports.at(-1) ?? clause;
  const headEnd = last ? last.index + last[0].length : 0;
  const block = imports.findLast(([, specs]) => specs !== undefined);
  return {
    packageName: clause?.[1],
    imports: imports.flatMap(([, specs = "", single = ""]) => specsOf(`${specs}\n${single}`)),
    importBlockEnd: block && block.index + block[0].lastIndexOf(")"),
    headEnd,
    body: text.slice(headEnd).trim(),
  };
}

function specsOf(lines: string): readonly string[] {
  return [...lines.matchAll(/^[\t ]*(?:([\w.]+)[\t ]+)?("[^"\n]*")/gm)].map(
    ([, alias, path = ""]) => (alias === undefined ? path : `${alias} ${path}`),
  );
}

/** Tests may be in the package of the code, or in a package of the same name with `_test`. */
function packageOf(ofTests: string | undefined, ofCode: string | undefined): string | undefined {
  return ofCode === undefined || ofTests === `${ofCode}_test` ? ofTests : ofCode;
}

function importsOf(specs: readonly string[]): readonly string[] {
  if (specs.length === 0) {
    return [];
  }
  return specs.length === 1
    ? [`import ${specs[0]}`]
    : [`import (\n${specs.map((spec) => `\t${spec}\n`).join("")})`];
}

function insertImports(
  specs: readonly string[],
  { importBlockEnd, imports, headEnd }: GoFile,
): readonly Insertion[] {
  if (specs.length === 0) {
    return [];
  }
  if (importBlockEnd !== undefined) {
    return [{ at: importBlockEnd, text: specs.map((spec) => `\t${spec}\n`).join("") }];
  }
  const statement = `${importsOf(specs).join("")}\n`;
  return [{ at: headEnd, text: imports.length === 0 ? `\n${statement}` : statement }];
}
