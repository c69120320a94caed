import {
  type ClientCapabilities,
  type InitializeParams,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";

/**
 * How a menu item can have several lines: not at all, as plain text, or as a snippet, to whose lines the client adds the
 * indentation of the first one.
 */
type MenuLines = "single" | "plain" | "snippet";

/** How a client wants to be served with completions. */
export interface CompletionProfile {
  readonly lines: MenuLines;
  /** The client inserts plain text only up to its first white space, so an item with white space must be a snippet. */
  readonly cutsPlainText: boolean;
  /** How long a request for the menu may be held, in milliseconds. */
  readonly budgetMs: number;
  /** Whether a list that is sent because the budget is spent counts as complete, or asks the client to ask again. */
  readonly whenLate: "complete" | "incomplete";
  /** The client asks again for a list with items on every key press, so that answer must come at once. */
  readonly refreshesItems: boolean;
  /** A pending request keeps the client from asking any server, so no request may be pending while the user types on. */
  readonly endsOnTyping: boolean;
  /** The client reports `Invoked` for typing as well. */
  readonly invokesWhileTyping: boolean;
  /** The client's requests tell typing and a manual request apart. */
  readonly reportsManual: boolean;
  readonly hasGhostText: boolean;
  /** The menu shows the origin of an item beside its label. */
  readonly showsOrigin: boolean;
  /** The client can be told to keep the indentation of an item as it is. */
  readonly keepsIndentation: boolean;
  readonly readsMarkdown: boolean;
}

/** Budgets for menu requests, in milliseconds. */
const HELIX_MS = 1_500;
const OLD_HELIX_MS = 100;
const DEFAULT_MS = 300;

/** Capabilities decide first; the name decides where a client is known to behave in a way that it does not announce. */
export function completionProfile(
  { textDocument }: ClientCapabilities,
  clientInfo: InitializeParams["clientInfo"],
): CompletionProfile {
  const { completion } = textDocument ?? {};
  const item = completion?.completionItem;
  const client = knownClient(clientInfo);
  const hasSnippets = item?.snippetSupport === true;
  return {
    lines: menuLines(client, hasSnippets),
    cutsPlainText: client === "neovim" && hasSnippets,
    budgetMs: menuBudgetMs(client),
    whenLate: isHelix(client) ? "complete" : "incomplete",
    refreshesItems: client === "helix" || client === "neovim" || client === "vscode",
    endsOnTyping: isHelix(client),
    invokesWhileTyping: hasSnippets && !isHelix(client) && client !== "emacs",
    reportsManual: !isHelix(client),
    hasGhostText: textDocument?.inlineCompletion !== undefined,
    showsOrigin: item?.labelDetailsSupport === true,
    keepsIndentation: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    readsMarkdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
  };
}

type KnownClient = "helix" | "old-helix" | "neovim" | "old-neovim" | "vscode" | "emacs" | "other";

function knownClient(clientInfo: InitializeParams["clientInfo"]): KnownClient {
  const { name, version = "" } = clientInfo ?? { name: "" };
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

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first = "0", second = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

function isHelix(client: KnownClient): boolean {
  return client === "helix" || client === "old-helix";
}

function menuLines(client: KnownClient, hasSnippets: boolean): MenuLines {
  if (isHelix(client) || client === "emacs") {
    return "plain";
  }
  if (!hasSnippets) {
    return "single"; // Neovim 0.7 would join the lines with null characters
  }
  return client === "neovim" || client === "old-neovim" ? "snippet" : "plain";
}

function menuBudgetMs(client: KnownClient): number {
  if (!isHelix(client)) {
    return DEFAULT_MS;
  }
  return client === "helix" ? HELIX_MS : OLD_HELIX_MS;
}
