import { isKnownLanguage } from "./comment-syntax.ts";

/** Other names of languages that clients send, and file name endings, by the protocol's name. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bash: "shellscript",
    cc: "cpp",
    cjs: "javascript",
    cs: "csharp",
    cts: "typescript",
    el: "emacs-lisp",
    erl: "erlang",
    ex: "elixir",
    exs: "elixir",
    h: "c",
    hpp: "cpp",
    hs: "haskell",
    htm: "html",
    js: "javascript",
    jsx: "javascriptreact",
    kt: "kotlin",
    make: "makefile",
    md: "markdown",
    mjs: "javascript",
    mk: "makefile",
    ml: "ocaml",
    mts: "typescript",
    pl: "perl",
    py: "python",
    rb: "ruby",
    rs: "rust",
    sh: "shellscript",
    tf: "terraform",
    ts: "typescript",
    tsx: "typescriptreact",
    txt: "plaintext",
    yml: "yaml",
    zsh: "shellscript",
  }),
);

/** What is known about the origin of a text. */
export interface TextSource {
  /** As the language server protocol names it: `typescriptreact`, `shellscript`, … */
  readonly languageId?: string | undefined;
  /** The path, name or URI of the file. Only its ending is used. */
  readonly path?: string | undefined;
}

/** The language of a text, by its `languageId` or its file's ending; `undefined` when neither is known. */
export function languageOf({ languageId, path }: TextSource): string | undefined {
  const ending = /\.([^./\\]+)$/.exec(path ?? "")?.[1];
  return [languageId, ending]
    .map((name) => name?.toLowerCase() ?? "")
    .map((name) => ALIASES.get(name) ?? name)
    .find(isKnownLanguage);
}
