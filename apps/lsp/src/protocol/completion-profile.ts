import {
  type ClientCapabilities,
  type InitializeParams,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";

/**
 * How a menu's item can have several lines: not at all, as plain text, or as a snippet, to whose lines the client adds the
 * indentation of the first.
 */
type MenuLines = "single" | "plain" | "snippet";

/** How a client wants to be served with completions. */
export interface CompletionProfile {
  readonly lines: MenuLines;
  /** Of plain text the client inserts only what is before the first white space: what has any has to be a snippet. */
  readonly cutsPlainText: boolean;
  /** How long a request for the menu may be held, in milliseconds. */
  readonly budgetMs: number;
  /** What is said when that time is over: that the list is complete, or that it is worth asking again. */
  readonly whenLate: "complete" | "incomplete";
  /** A list with items is to be asked for again with each key: the answer comes at once. */
  readonly refreshesItems: boolean;
  /** While a request is open the client asks no server for anything: it must not be open when the user types on. */
  readonly endsOnTyping: boolean;
  /** What the client calls invoked can be the user's typing too. */
  readonly invokesByTyping: boolean;
  /** Typing and a request by hand can be told apart at all. */
  readonly tellsManual: boolean;
  readonly hasGhostText: boolean;
  /** The menu shows where an item comes from, beside its label. */
  readonly showsOrigin: boolean;
  /** The client can be told to leave the indentation of an item alone. */
  readonly keepsIndentation: boolean;
  readonly readsMarkdown: boolean;
}

/** Budgets for the menu's requests, in milliseconds. */
const HELIX_MS = 1_500;
const OLD_HELIX_MS = 100;
const OTHERS_MS = 300;

/** By capabilities first; the name decides where a client is known to behave in a way that it does not announce. */
export function completionProfileOf(
  { textDocument }: ClientCapabilities,
  clientInfo: InitializeParams["clientInfo"],
): CompletionProfile {
  const { completion } = textDocument ?? {};
  const item = completion?.completionItem;
  const client = knownClientOf(clientInfo);
  const hasSnippets = item?.snippetSupport === true;
  return {
    lines: menuLinesOf(client, hasSnippets),
    cutsPlainText: client === "neovim" && hasSnippets,
    budgetMs: budgetOf(client),
    whenLate: isHelix(client) ? "complete" : "incomplete",
    refreshesItems: client === "helix" || client === "neovim" || client === "vscode",
    endsOnTyping: isHelix(client),
    invokesByTyping: hasSnippets && !isHelix(client) && client !== "emacs",
    tellsManual: !isHelix(client),
    hasGhostText: textDocument?.inlineCompletion !== undefined,
    showsOrigin: item?.labelDetailsSupport === true,
    keepsIndentation: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    readsMarkdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
  };
}

type KnownClient = "helix" | "old-helix" | "neovim" | "old-neovim" | "vscode" | "emacs" | "other";

function knownClientOf({
  name,
  version = "",
}: { name: string; version?: string } = NOBODY): KnownClient {
  switch (name.toLowerCase()) {
    case "helix":
      return isAtLeast(version, [25, 7]) ? "helix" : "old-helix";
    case "neovim":
      return isAtLeast(version, [0, 11]) ? "neovim" : "old-neovim";
    case "eglot":
    case "emacs": // lsp-mode
      return "emacs";
    case "visual studio code":
    case "visual studio code - insiders":
    case "code - oss":
    case "vscodium":
      return "vscode";
    default:
      return "other";
  }
}

const NOBODY = { name: "" };

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first = "0", second = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

function isHelix(client: KnownClient): boolean {
  return client === "helix" || client === "old-helix";
}

function menuLinesOf(client: KnownClient, hasSnippets: boolean): MenuLines {
  if (isHelix(client) || client === "emacs") {
    return "plain";
  }
  if (!hasSnippets) {
    return "single"; // Neovim 0.7 would put the lines into one, with null characters between them
  }
  return client === "neovim" || client === "old-neovim" ? "snippet" : "plain";
}

function budgetOf(client: KnownClient): number {
  if (!isHelix(client)) {
    return OTHERS_MS;
  }
  return client === "helix" ? HELIX_MS : OLD_HELIX_MS;
}
