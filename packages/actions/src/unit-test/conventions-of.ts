/** The file that tests go into. */
export interface TestTarget {
  /** The path relative to the directory of the code under test. */
  readonly path: string;
  /** The content of the file. Undefined when it does not exist yet. */
  readonly text?: string | undefined;
}

const BY_LANGUAGE: ReadonlyMap<string, string> = new Map([
  [
    "go",
    "Use the package testing and nothing else, in a table where several cases go through the same steps. The tests belong to the package of the code, so call its functions without a package's name. Write every import that you need.",
  ],
  [
    "python",
    "Use pytest: plain functions named test_…, plain assert, parametrize where several cases go through the same steps. Import what you test from the module of the file.",
  ],
  [
    "rust",
    "Write them as one module, #[cfg(test)] mod tests with use super::*; at its top. It becomes a part of the file of the code.",
  ],
]);

const JAVASCRIPT =
  "Use vitest, with describe, it and expect taken from it, unless the file shows that another framework is in use. Import what you test from the file of the code, by a relative path with the ending that the language wants.";

const ANY = "Use the framework that is most usual for the language.";

/** How many lines of an existing test file the model gets as an example of its style. */
const SHOWN_LINES = 60;

/** A description for the prompt of how tests of a language are written. */
export function conventionsOf(language: string | undefined, target?: TestTarget): string {
  const manner = BY_LANGUAGE.get(language ?? "") ?? (isJavaScript(language) ? JAVASCRIPT : ANY);
  if (target === undefined) {
    return manner;
  }
  const place = `The tests go into ${target.path} (as seen from the directory of the code).`;
  return target.text === undefined || target.text.trim() === ""
    ? `${manner} ${place}`
    : `${manner} ${place} That file exists: write only what is to be added to it, in its manner and with its framework, and with none of its names again. It begins like this:

<tests>
${target.text.split(/\r?\n/).slice(0, SHOWN_LINES).join("\n")}
</tests>`;
}

function isJavaScript(language = ""): boolean {
  return /^(?:java|type)script(?:react)?$/.test(language);
}
