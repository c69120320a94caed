import type { CompletionItem, CompletionList } from "vscode-languageserver-protocol/node";

import {
  type CreateMenu,
  fittingItems,
  type MenuItems,
  type MenuServer,
  wordStart,
} from "./menu.ts";

interface CmpSource extends MenuItems {
  readonly server: string;
  readonly complete: MenuServer;
  isFetching: boolean;
  isIncomplete: boolean;
  isBySymbol: boolean;
  hasItems: boolean;
  requestFrom: number;
  askedAt: number;
  askedText: string;
  request: number;
  from: number;
  items: readonly CompletionItem[];
}

/** Its settings, in milliseconds: `fetching_timeout`, `debounce` and `throttle`. */
const CMP_FETCHING_MS = 500;
const CMP_DEBOUNCE_MS = 60;
const CMP_THROTTLE_MS = 30;

/**
 * nvim-cmp a1d5048 with cmp-nvim-lsp cbc7b02, after `core.lua`, `source.lua` and `view.lua`: it asks a source at the first letter of a
 * word, and again only when its list was incomplete; it holds the menu back for a source that is fetching, unless that one's last
 * list was incomplete; items that came by a symbol hide all others.
 */
export const createSimulatedCmp: CreateMenu = (clock, servers) => {
  let text = "";
  let cancelFilter: (() => void) | undefined;
  let view: readonly MenuItems[] = [];
  const sources = servers.map((complete): CmpSource => ({
    complete,
    ...resetSource(complete.name),
  }));

  function ask(source: CmpSource, triggerCharacter?: string): void {
    const how = requestKind(source, triggerCharacter);
    if (how === undefined) {
      return;
    }
    const asked = text;
    source.request += 1;
    const own = source.request;
    const from = wordStart(text);
    const wasFetching = source.isFetching;
    source.isBySymbol = how.triggerKind === 2 || (source.isBySymbol && how.triggerKind === 3);
    Object.assign(source, {
      isFetching: true,
      askedAt: clock.now(),
      askedText: text,
      requestFrom: from,
      from,
    });
    void source.complete.complete({ ...how, text }).then((list) => {
      if (own === source.request) {
        take(source, list, asked, from, wasFetching);
      }
      return list;
    });
  }

  function requestKind(
    source: CmpSource,
    triggerCharacter: string | undefined,
  ): { readonly triggerKind: 1 | 2 | 3; readonly triggerCharacter?: string } | undefined {
    if (
      triggerCharacter !== undefined &&
      source.complete.triggerCharacters.includes(triggerCharacter)
    ) {
      return { triggerKind: 2, triggerCharacter };
    }
    const from = wordStart(text);
    if (from === text.length) {
      Object.assign(source, resetSource(source.server), { request: source.request + 1 });
      return undefined;
    }
    if (source.isIncomplete && source.askedText.length !== text.length && !source.isFetching) {
      return { triggerKind: 3 };
    }
    return from === source.requestFrom || from === source.from ? undefined : { triggerKind: 1 };
  }

  function take(
    source: CmpSource,
    { items, isIncomplete }: CompletionList,
    asked: string,
    from: number,
    wasFetching: boolean,
  ): void {
    source.isIncomplete = isIncomplete;
    source.isFetching = items.length === 0 && wasFetching;
    if (items.length > 0) {
      Object.assign(source, { items, hasItems: true, from });
    } else if (from === asked.length) {
      Object.assign(source, resetSource(source.server), { request: source.request });
    }
    if (isIncomplete && asked !== text) {
      ask(source);
    } else {
      filterIn(CMP_DEBOUNCE_MS);
    }
  }

  function filterIn(ms: number): void {
    cancelFilter?.();
    cancelFilter = clock.after(ms, filter);
  }

  function filter(): void {
    cancelFilter = undefined;
    const usable: CmpSource[] = [];
    for (const source of sources.filter((one) => one.isFetching || one.hasItems)) {
      const fetchingMs = source.isFetching ? clock.now() - source.askedAt : Infinity;
      if (!source.isIncomplete && fetchingMs < CMP_FETCHING_MS) {
        filterIn(CMP_FETCHING_MS - fetchingMs);
        if (usable.length === 0) {
          return;
        }
      }
      usable.push(source);
    }
    const fitting = usable.filter((source) => fittingItems([source], text).length > 0);
    const isBySymbol = fitting.some((source) => source.isBySymbol);
    view = fitting
      .filter((source) => source.isBySymbol || !isBySymbol)
      .map(({ server, from, items }) => ({ server, from, items }));
  }

  return {
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      sources.forEach((source) => ask(source, character));
      filterIn(view.length > 0 ? CMP_THROTTLE_MS : 1);
    },
    invoke() {
      sources.forEach((source) => {
        Object.assign(source, resetSource(source.server), { request: source.request + 1 });
        ask(source);
      });
      filterIn(1);
    },
    shown: () => fittingItems(view, text),
  };
};

function resetSource(server: string) {
  return {
    server,
    isFetching: false,
    isIncomplete: false,
    isBySymbol: false,
    hasItems: false,
    requestFrom: -1,
    askedAt: 0,
    askedText: "",
    request: 0,
    from: -1,
    items: [],
  };
}
