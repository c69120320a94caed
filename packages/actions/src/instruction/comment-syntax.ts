/** The syntax of comments and strings in a language, as far as it takes to find the comments. */
export interface CommentSyntax {
  /** Markers of comments that end with the line. */
  readonly line: readonly string[];
  /** Such markers that mean something else after code, so that they count only at the beginning of a line. */
  readonly wholeLine?: readonly string[];
  /** The markers at both ends of a block comment. */
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Delimiters of strings that end within their line; a backslash escapes. */
  readonly quotes: readonly string[];
  /** Delimiters of strings that may span several lines. */
  readonly longQuotes: readonly string[];
  /** Whether white space must follow a line comment's marker. Set when the language is a guess. */
  readonly needsSpace?: boolean;
}

const C_BLOCK = [["/*", "*/"]] as const;
const XML_BLOCK = [["<!--", "-->"]] as const;

const SYNTAX = {
  c: { line: ["//"], block: C_BLOCK, quotes: ['"', "'"], longQuotes: [] },
  css: { line: [], block: C_BLOCK, quotes: ['"', "'"], longQuotes: [] },
  elixir: { line: ["#"], block: [], quotes: ['"'], longQuotes: ['"""'] },
  go: { line: ["//"], block: C_BLOCK, quotes: ['"', "'"], longQuotes: ["`"] },
  haskell: { line: ["--"], block: [["{-", "-}"]], quotes: ['"'], longQuotes: [] },
  hash: { line: ["#"], block: [], quotes: ['"', "'"], longQuotes: [] },
  javascript: { line: ["//"], block: C_BLOCK, quotes: ['"', "'"], longQuotes: ["`"] },
  lisp: { line: [";"], block: [], quotes: [], longQuotes: ['"'] },
  lua: { line: ["--"], block: [["--[[", "]]"]], quotes: ['"', "'"], longQuotes: [] },
  markup: { line: [], block: XML_BLOCK, quotes: [], longQuotes: [] },
  nix: { line: ["#"], block: C_BLOCK, quotes: ['"'], longQuotes: ["''"] },
  ocaml: { line: [], block: [["(*", "*)"]], quotes: ['"'], longQuotes: [] },
  percent: { line: ["%"], block: [], quotes: [], longQuotes: [] },
  php: { line: ["//", "#"], block: C_BLOCK, quotes: ['"', "'"], longQuotes: [] },
  prose: { line: [], block: [], quotes: [], longQuotes: [] },
  python: { line: ["#"], block: [], quotes: ['"', "'"], longQuotes: ['"""', "'''"] },
  rust: { line: ["//"], block: C_BLOCK, quotes: ['"'], longQuotes: [] },
  sql: { line: ["--"], block: C_BLOCK, quotes: ["'", '"'], longQuotes: [] },
  vim: { line: [], wholeLine: ['"'], block: [], quotes: ["'"], longQuotes: [] },
} as const satisfies Readonly<Record<string, CommentSyntax>>;

/** The syntax for unknown languages: markers that few languages, and little prose, use for anything else. */
const GUESSED_SYNTAX: CommentSyntax = {
  line: ["//", "#"],
  wholeLine: ["--"],
  block: [...C_BLOCK, ...XML_BLOCK],
  quotes: ['"', "'"],
  longQuotes: [],
  needsSpace: true,
};

/** By `languageId` of the language server protocol. */
const BY_LANGUAGE: ReadonlyMap<string, CommentSyntax> = new Map(
  Object.entries({
    c: SYNTAX.c,
    clojure: SYNTAX.lisp,
    "common-lisp": SYNTAX.lisp,
    cpp: SYNTAX.c,
    csharp: SYNTAX.c,
    css: SYNTAX.css,
    dart: SYNTAX.c,
    dockerfile: SYNTAX.hash,
    elixir: SYNTAX.elixir,
    "emacs-lisp": SYNTAX.lisp,
    erlang: SYNTAX.percent,
    fish: SYNTAX.hash,
    go: SYNTAX.go,
    haskell: SYNTAX.haskell,
    html: SYNTAX.markup,
    java: SYNTAX.c,
    javascript: SYNTAX.javascript,
    javascriptreact: SYNTAX.javascript,
    jsonc: SYNTAX.c,
    julia: SYNTAX.python,
    kotlin: SYNTAX.c,
    latex: SYNTAX.percent,
    less: SYNTAX.c,
    lua: SYNTAX.lua,
    makefile: SYNTAX.hash,
    markdown: SYNTAX.markup,
    nix: SYNTAX.nix,
    "objective-c": SYNTAX.c,
    ocaml: SYNTAX.ocaml,
    perl: SYNTAX.hash,
    php: SYNTAX.php,
    plaintext: SYNTAX.prose,
    python: SYNTAX.python,
    r: SYNTAX.hash,
    ruby: SYNTAX.hash,
    rust: SYNTAX.rust,
    scala: SYNTAX.c,
    scheme: SYNTAX.lisp,
    scss: SYNTAX.c,
    shellscript: SYNTAX.hash,
    sql: SYNTAX.sql,
    svelte: SYNTAX.markup,
    swift: SYNTAX.c,
    terraform: SYNTAX.php,
    tex: SYNTAX.percent,
    toml: SYNTAX.python,
    typescript: SYNTAX.javascript,
    typescriptreact: SYNTAX.javascript,
    vim: SYNTAX.vim,
    vue: SYNTAX.markup,
    xml: SYNTAX.markup,
    yaml: SYNTAX.hash,
    zig: SYNTAX.c,
  }),
);

/** Whether the comments of `language` are known. */
export function isKnownLanguage(language: string): boolean {
  return BY_LANGUAGE.has(language);
}

/** The comment syntax of `language`, or a cautious guess when it is not known. */
export function commentSyntaxOf(language: string | undefined): CommentSyntax {
  return BY_LANGUAGE.get(language ?? "") ?? GUESSED_SYNTAX;
}
