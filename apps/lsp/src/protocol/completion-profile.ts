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
  /** The client turns the tabs of a snippet into spaces where the user's settings for the language say so. */
  readonly expandsTabs: boolean;
  /** The client inserts plain text only up to its first white space, so an item with white space must be a snippet. */
  readonly cutsPlainText: boolean;
  /** How long a request for the menu may be held, in milliseconds. */
  readonly budgetMs: number;
  /** How long a request of an open menu may be held, in milliseconds. */
  readonly refreshBudgetMs: number;
  /**
   * How long a request may be held that is made again for the same text after an empty and incomplete list, in milliseconds. A
   * client that polls in this way is not known to keep anybody waiting.
   */
  readonly repeatBudgetMs: number;
  /** The budget counts from the moment at which the model is asked, so that the debounce does not use it up. */
  readonly budgetExcludesDebounce: boolean;
  /**
   * The client holds back the items of all other servers until each has answered its first request in a word. nvim-cmp waits for
   * no source whose list was incomplete; blink.cmp goes on showing what it has of the word.
   */
  readonly othersWait: boolean;
  /** The client asks once for a word, and again only after that answer, so the first answer must come at once. */
  readonly asksAfterAnswer: boolean;
  /**
   * An empty list that is incomplete makes the client ask again. Helix takes it for the first answer of all servers, and then
   * drops the items of a server that takes longer, so an empty list is always complete there.
   */
  readonly asksAgainWhenEmpty: boolean;
  /**
   * The client asks again on every key press for a list that has items and is incomplete. A list that is complete it only filters,
   * and what the model would say of the whole word never comes.
   */
  readonly refreshesItems: boolean;
  /**
   * A pending request keeps the client from asking again, so it ends when the user types on: always, or unless the user types
   * what the model writes.
   */
  readonly endsOnTyping: "never" | "unless-matching" | "always";
  /** The client reports `Invoked` for typing as well, and reports each change at once, so that the rhythm tells them apart. */
  readonly invokesWhileTyping: boolean;
  /** The client sends a context with what its user asks for, and none while its user types. */
  readonly omitsContextWhileTyping: boolean;
  /** How much later than the key press the client asks for ghost text, in milliseconds: a part of the debounce is over by then. */
  readonly ghostTextDelayMs: number;
  /** The client's requests tell typing and a manual request apart. */
  readonly reportsManual: boolean;
  readonly hasGhostText: boolean;
  /** The menu shows the origin of an item beside its label. */
  readonly showsOrigin: boolean;
  /** The menu shows the detail of an item as well, beside its origin. */
  readonly showsDetail: boolean;
  /** The server can ask the client to keep the indentation of an item as it is. */
  readonly keepsIndentation: boolean;
  readonly readsMarkdown: boolean;
}

/** Budgets for menu requests, in milliseconds. The longest is for clients that show the items of other servers meanwhile. */
const LONG_MS = 1_500;
const OLD_HELIX_MS = 100;
const DEFAULT_MS = 300;

/** coc.nvim reports what was typed after 150 ms, or at once where its own menu asks. In milliseconds. */
const COC_REPORT_MS = 150;

/** Capabilities decide first; the name decides where a client is known to behave in a way that it does not announce. */
export function completionProfile(
  { textDocument }: ClientCapabilities,
  clientInfo: InitializeParams["clientInfo"],
): CompletionProfile {
  const { completion } = textDocument ?? {};
  const item = completion?.completionItem;
  const client = knownClient(clientInfo);
  const hasSnippets = item?.snippetSupport === true;
  const isPlugin = hasMenuPlugin(client, textDocument);
  const budgetMs = isPlugin ? LONG_MS : menuBudgetMs(client);
  return {
    lines: isPlugin ? "plain" : menuLines(client, hasSnippets),
    expandsTabs: !isPlugin && (client === "neovim" || client === "old-neovim"),
    cutsPlainText: client === "neovim" && !isPlugin && hasSnippets,
    budgetMs,
    refreshBudgetMs: client === "old-helix" ? 0 : budgetMs,
    repeatBudgetMs: isGeneric(client) && !sendsChangesLate(client, clientInfo) ? LONG_MS : budgetMs,
    budgetExcludesDebounce: !isPlugin && !isHelix(client),
    othersWait: isPlugin,
    asksAfterAnswer: client === "vim-lsp",
    asksAgainWhenEmpty: !isHelix(client),
    refreshesItems:
      client === "helix" ||
      client === "neovim" ||
      client === "vscode" ||
      isPlugin ||
      (isGeneric(client) && !sendsChangesLate(client, clientInfo)),
    endsOnTyping: isHelix(client) ? "unless-matching" : isPlugin ? "always" : "never",
    invokesWhileTyping: !isHelix(client) && !sendsChangesLate(client, clientInfo),
    omitsContextWhileTyping: client === "vim-lsp",
    ghostTextDelayMs: client === "coc" ? COC_REPORT_MS : 0,
    reportsManual: !isHelix(client),
    hasGhostText: textDocument?.inlineCompletion !== undefined,
    showsOrigin: item?.labelDetailsSupport === true,
    showsDetail: client === "yegappan-lsp",
    keepsIndentation: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    readsMarkdown: item?.documentationFormat?.includes(MarkupKind.Markdown) === true,
  };
}

type KnownClient =
  | "helix"
  | "old-helix"
  | "neovim"
  | "old-neovim"
  | "vscode"
  | "emacs"
  | "kakoune"
  | "yegappan-lsp"
  | "vim-lsp"
  | "coc"
  | "other";

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
    case "kakoune-lsp":
      return "kakoune";
    case "vim-lsp":
      return "vim-lsp";
    case "coc.nvim":
      return "coc";
    case "vim": // the plugin yegappan/lsp; others name themselves
      return "yegappan-lsp";
    case "visual studio code":
    case "visual studio code - insiders":
    case "code - oss":
    case "vscodium":
      return "vscode";
    default:
      return "other";
  }
}

/**
 * Whether nvim-cmp or blink.cmp takes the place of Neovim's own completion. They keep Neovim's name, but announce edits that
 * replace text, as Neovim does not.
 */
function hasMenuPlugin(
  client: KnownClient,
  textDocument: ClientCapabilities["textDocument"],
): boolean {
  const isNeovim = client === "neovim" || client === "old-neovim";
  return isNeovim && textDocument?.completion?.completionItem?.insertReplaceSupport === true;
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first = "0", second = "0"] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

/** Whether nothing is known that the client does otherwise than the protocol has it. */
function isGeneric(client: KnownClient): boolean {
  return client === "other" || client === "coc" || client === "vim-lsp";
}

function isHelix(client: KnownClient): boolean {
  return client === "helix" || client === "old-helix";
}

/** Emacs reports a change together with the request that follows it, so every request would look typed. Old eglot has no name. */
function sendsChangesLate(
  client: KnownClient,
  clientInfo: InitializeParams["clientInfo"],
): boolean {
  return client === "emacs" || clientInfo === undefined || clientInfo.name === "";
}

function menuLines(client: KnownClient, hasSnippets: boolean): MenuLines {
  if (isHelix(client) || client === "emacs") {
    return "plain";
  }
  if (client === "kakoune") {
    return "snippet"; // it takes an item of several lines for one, whatever the item says
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
  return client === "helix" ? LONG_MS : OLD_HELIX_MS;
}
