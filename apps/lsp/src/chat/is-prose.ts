import { languageOf, type TextSource } from "@hexai/actions";

/** Languages for people, by the names that clients give them. In all others what ends a question can be code. */
const PROSE: ReadonlySet<string> = new Set([
  "asciidoc",
  "git-commit",
  "gitcommit",
  "latex",
  "mail",
  "markdown",
  "norg",
  "org",
  "plaintext",
  "restructuredtext",
  "rmarkdown",
  "rst",
  "tex",
  "text",
  "txt",
  "typst",
]);

/** Whether `offset` is in a text for people: such a document, and there not in a block of code. */
export function isProse(
  text: string,
  offset: number,
  { languageId = "", path = "" }: TextSource,
): boolean {
  const language = languageOf({ languageId }) ?? languageId.toLowerCase();
  const ofFile = languageOf({ path });
  if (language === "" && ofFile === undefined) {
    return !/\.[^./\\]+$/.test(path); // nobody knows what it is: a scratch buffer, most likely
  }
  const isPeoples = PROSE.has(language === "" ? (ofFile ?? "") : language);
  const isCodeFile = ofFile !== undefined && !PROSE.has(ofFile);
  return isPeoples && !isCodeFile && !isInFence(text.slice(0, offset));
}

/** Whether a Markdown fence is open at the end of `text`. */
function isInFence(text: string): boolean {
  let fence: string | undefined;
  for (const [, mark = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === undefined) {
      fence = mark;
    } else if (mark.startsWith(fence)) {
      fence = undefined;
    }
  }
  return fence !== undefined;
}
