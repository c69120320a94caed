import { languageOf, type TextSource } from "../instruction/language-of.ts";

/**
 * The possible test files of a file. Tests go into the first of these files that exists, else into the first one whose directory
 * exists.
 *
 * - Go: `x_test.go` beside it.
 * - JavaScript, TypeScript: `__tests__/x.test.ts`, `x.test.ts` or `x.spec.ts`, with the ending of the file.
 * - Python: `tests/test_x.py` in its directory or one above, else `test_x.py` or `x_test.py` beside it.
 * - Rust: the file itself, which has a test module.
 * - Java, Kotlin, Scala: `XTest.java`, below `src/test` for a file below `src/main`.
 * - Other languages: a file beside it, with the usual name.
 *
 * For a test file, the result is that file.
 *
 * @param source - Its `path`, or URI, has slashes.
 * @param root - The path or URI of the topmost directory to search. The default is the file's own directory.
 * @returns Empty when the file name has no ending.
 */
export function testPathsOf(source: TextSource, root?: string): readonly string[] {
  const { path = "" } = source;
  const [, directory = "", stem, ending = ""] = /^(.*\/)?([^/]+?)(\.[^./]+)$/.exec(path) ?? [];
  if (stem === undefined) {
    return [];
  }
  const convention = conventionOf(languageOf(source));
  return convention.isTest.test(stem)
    ? [path]
    : convention.pathsOf({ path, directory, stem, ending, root });
}

interface CodeFile {
  readonly path: string;
  /** Ends with a slash, or is empty. */
  readonly directory: string;
  /** The name without its ending. */
  readonly stem: string;
  /** The ending with its dot. */
  readonly ending: string;
  readonly root: string | undefined;
}

interface TestConvention {
  /** Matches the stem of a test file. */
  readonly isTest: RegExp;
  readonly pathsOf: (file: CodeFile) => readonly string[];
}

const JAVASCRIPT: TestConvention = {
  isTest: /\.(?:test|spec)$/,
  pathsOf: ({ directory, stem, ending }) =>
    [`__tests__/${stem}.test`, `${stem}.test`, `${stem}.spec`].map(
      (name) => directory + name + ending,
    ),
};

const PYTHON: TestConvention = {
  isTest: /^test_|_test$/,
  pathsOf: ({ directory, stem, ending, root }) => [
    ...upwardsFrom(directory, root).map((above) => `${above}tests/test_${stem}${ending}`),
    `${directory}test_${stem}${ending}`,
    `${directory}${stem}_test${ending}`,
  ],
};

const RUST: TestConvention = { isTest: /(?!)/, pathsOf: ({ path }) => [path] };

const JAVA: TestConvention = {
  isTest: /Tests?$/,
  pathsOf: ({ directory, stem, ending }) => [
    ...(directory.includes("src/main/")
      ? [`${directory.replace("src/main/", "src/test/")}${stem}Test${ending}`]
      : []),
    `${directory}${stem}Test${ending}`,
  ],
};

const BY_LANGUAGE: ReadonlyMap<string, TestConvention> = new Map([
  ["csharp", beside("Tests")],
  ["java", JAVA],
  ["javascript", JAVASCRIPT],
  ["javascriptreact", JAVASCRIPT],
  ["kotlin", JAVA],
  ["lua", beside("_spec")],
  ["php", beside("Test")],
  ["python", PYTHON],
  ["rust", RUST],
  ["scala", JAVA],
  ["swift", beside("Tests")],
  ["typescript", JAVASCRIPT],
  ["typescriptreact", JAVASCRIPT],
]);

function conventionOf(language = ""): TestConvention {
  return BY_LANGUAGE.get(language) ?? beside("_test");
}

function beside(suffix: string): TestConvention {
  return {
    isTest: new RegExp(`${suffix}$`),
    pathsOf: ({ directory, stem, ending }) => [directory + stem + suffix + ending],
  };
}

/** `directory` and its parents, up to `root`. */
function upwardsFrom(directory: string, root: string | undefined): readonly string[] {
  const above = directory.replace(/[^/]+\/$/, "");
  const isInRoot =
    root !== undefined && above !== directory && above.startsWith(root.replace(/\/*$/, "/"));
  return [directory, ...(isInRoot ? upwardsFrom(above, root) : [])];
}
