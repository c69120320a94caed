import { sanitizeName } from "@hexai/terminal/text";

/** The languages that a name says without an ending, and those whose ending is not their name. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ["dockerfile", "dockerfile"],
  ["containerfile", "dockerfile"],
  ["makefile", "makefile"],
  ["gnumakefile", "makefile"],
  ["justfile", "just"],
  ["gemfile", "ruby"],
  ["rakefile", "ruby"],
  ["txt", "text"],
  ["h", "c"],
  ["yml", "yaml"],
  ["mjs", "js"],
  ["cjs", "js"],
  ["mts", "ts"],
  ["cts", "ts"],
]);

/**
 * A text in a fenced code block under its name. The fence is longer than every run of backticks in the text, so the text cannot
 * end the block, and the name, which may be that of a file from anywhere, is one line.
 */
export function fencedBlock(path: string, text: string): string {
  const longest = Math.max(2, ...runLengths(text));
  const fence = "`".repeat(longest + 1);
  const end = text === "" || /[\r\n]$/u.test(text) ? "" : "\n";
  return `${sanitizeName(path)}\n${fence}${languageIn(path)}\n${text}${end}${fence}`;
}

function* runLengths(text: string): Generator<number> {
  let longest = 0;
  for (const [run] of text.matchAll(/`{3,}/gu)) {
    if (run.length > longest) {
      longest = run.length;
      yield longest;
    }
  }
}

/** As Markdown names it: by the ending of the file, which has no signs that mean something behind a fence. */
function languageIn(path: string): string {
  const name = (path.split("/").at(-1) ?? "").toLowerCase();
  const ending = /[^.]\.([a-z\d+#_-]{1,20})$/u.exec(name)?.[1];
  return LANGUAGES.get(ending ?? name) ?? ending ?? "";
}
