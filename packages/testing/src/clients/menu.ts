import type {
  CompletionItem,
  CompletionList,
  InlineCompletionItem,
} from "vscode-languageserver-protocol/node";

/** Time and timers, as tests and benchmarks pass them in. */
export interface MenuClock {
  now(): number;
  /** Calls `run` once, after `delayMs` milliseconds. The returned function cancels that. */
  after(delayMs: number, run: () => void): () => void;
}

/** A language server as an editor's menu sees it. */
export interface MenuServer {
  readonly name: string;
  readonly triggerCharacters: readonly string[];
  /** The text before the cursor reads `text` now. */
  changed(text: string): void;
  complete(request: MenuRequest): Promise<CompletionList>;
  /** Ghost text. Undefined when the server has none, or the editor does not show it. */
  readonly completeInline?: (request: InlineRequest) => Promise<readonly InlineCompletionItem[]>;
}

export interface MenuRequest {
  /** 1 invoked, 2 by a trigger character, 3 for an incomplete list. Undefined for a client that sends no context. */
  readonly triggerKind?: 1 | 2 | 3;
  readonly triggerCharacter?: string;
  /** The text before the cursor. */
  readonly text: string;
}

interface InlineRequest {
  readonly text: string;
  /** The item that is selected in the open menu: its text, which stands in the place of the text from `from` on. */
  readonly selected?: { readonly text: string; readonly from: number };
}

/** An item on the screen, and its server. */
export interface ShownItem {
  readonly server: string;
  readonly item: CompletionItem;
}

/** What an editor shows its user who types at the end of a text. */
export interface SimulatedMenu {
  /** Types one character. */
  type(character: string): void;
  /** Asks by hand. */
  invoke(): void;
  shown(): readonly ShownItem[];
  /** Undefined in an editor that has no ghost text, or shows none. */
  readonly ghostText?: () => InlineCompletionItem | undefined;
}

export type CreateMenu = (clock: MenuClock, servers: readonly MenuServer[]) => SimulatedMenu;

/** Items of one server, and the place in the text from which the typed text filters them. */
export interface MenuItems {
  readonly server: string;
  readonly from: number;
  readonly items: readonly CompletionItem[];
}

/** Where the word before the end of a text begins. */
export function wordStart(text: string): number {
  return text.length - (/[\p{L}\p{N}\p{M}_]*$/u.exec(text)?.[0].length ?? 0);
}

/** The items that still fit what has been typed since they came. */
export function fittingItems(view: readonly MenuItems[], text: string): readonly ShownItem[] {
  return view.flatMap(({ server, from, items }) =>
    from === -1
      ? []
      : items.filter((item) => fits(item, text.slice(from))).map((item) => ({ server, item })),
  );
}

/** Whether the filter text contains the typed characters in their order. */
export function fits({ filterText, label }: CompletionItem, typed: string): boolean {
  let at = 0;
  for (const character of filterText ?? label) {
    at += typed.startsWith(character, at) ? character.length : 0;
  }
  return at === typed.length;
}
