import type { CompletionItem, CompletionList } from "vscode-languageserver";

import type { Clock } from "../clock/clock.ts";
import type { HelixServer } from "./simulated-helix.ts";

/** A menu that opens by itself while its user types, at the end of a document of one line. */
export interface SimulatedMenu {
  type(character: string): void;
  /** The names of the servers whose items are on the screen. */
  shown(): readonly string[];
}

/** A language server as these clients see it: as Helix does. */
type MenuServer = HelixServer;

type CreateMenu = (clock: Clock, servers: readonly MenuServer[]) => SimulatedMenu;

/** Items of one server, and the place in the text from which the typed text filters them. */
interface Items {
  readonly server: string;
  readonly from: number;
  readonly items: readonly CompletionItem[];
}

interface CmpSource extends Items {
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
  let view: readonly Items[] = [];
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
    const fitting = usable.filter((source) => isShown(source, text));
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
    shown: () => namesOf(view, text),
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

/**
 * blink.cmp 8ca29c2, after `sources/lib/queue.lua`, `sources/lsp/completion.lua` and `completion/trigger/init.lua`: one request to all
 * servers at a time, answered when the last one has answered; the next key of the word waits for it; a server is asked again
 * only when its list was incomplete; what is known of the word is shown meanwhile.
 */
export const createSimulatedBlink: CreateMenu = (_clock, servers) => {
  let text = "";
  let word = 0;
  let isRunning = false;
  let isQueued = false;
  let isOpen = false;
  let view: readonly Items[] = [];
  const known = new Map<
    string,
    { readonly word: number; readonly askedText: string; readonly list: CompletionList }
  >();

  async function askOne(server: MenuServer, asked: string, trigger?: string): Promise<Items> {
    const own = word;
    const from = wordStart(asked);
    const before = known.get(server.name);
    const isUsable =
      before?.word === own && (!before.list.isIncomplete || before.askedText === asked);
    if (before !== undefined && isUsable) {
      return { server: server.name, from, items: before.list.items };
    }
    const how =
      trigger === undefined
        ? { triggerKind: 1 as const }
        : { triggerKind: 2 as const, triggerCharacter: trigger };
    const list = await server.complete({ ...how, text: asked });
    known.set(server.name, { word: own, askedText: asked, list });
    return { server: server.name, from, items: list.items };
  }

  function askAll(trigger?: string): void {
    const own = word;
    isRunning = true;
    void Promise.all(servers.map((server) => askOne(server, text, trigger))).then((all) => {
      if (own !== word) {
        return all;
      }
      isRunning = false;
      view = isOpen ? all : [];
      if (isQueued && isOpen) {
        isQueued = false;
        askAll();
      }
      return all;
    });
  }

  function begin(trigger?: string): void {
    word += 1;
    isOpen = true;
    isQueued = false;
    view = [];
    askAll(trigger);
  }

  return {
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      if (servers.some((server) => server.triggerCharacters.includes(character))) {
        begin(character);
      } else if (!/\w/u.test(character)) {
        word += 1;
        isOpen = false;
        view = [];
      } else if (!isOpen) {
        begin();
      } else if (isRunning) {
        isQueued = true;
      } else {
        askAll();
      }
    },
    shown: () => namesOf(view, text),
  };
};

/** How long Neovim waits after a trigger character, in milliseconds. */
const NEOVIM_TRIGGER_MS = 25;

/**
 * The completion of Neovim 0.11.4 itself, after `vim/lsp/completion.lua`, with letters among the trigger characters as its manual
 * has it: all servers that know the character are asked at once, the menu opens when all have answered, and an open menu asks
 * again when one of its lists was incomplete.
 */
export const createSimulatedNeovim: CreateMenu = (clock, servers) => {
  let text = "";
  let round = 0;
  let isIncomplete = false;
  let cancelTimer: (() => void) | undefined;
  let view: readonly Items[] = [];

  function ask(triggerKind: 2 | 3, triggerCharacter: string): void {
    cancelTimer = undefined;
    round += 1;
    const own = round;
    const asked = text;
    const how = triggerKind === 2 ? { triggerKind, triggerCharacter } : { triggerKind };
    void Promise.all(servers.map((server) => server.complete({ ...how, text: asked }))).then(
      (lists) => {
        if (own === round) {
          isIncomplete = lists.some((list) => list.isIncomplete);
          view = lists.map(({ items }, index) => ({
            server: servers[index]?.name ?? "",
            from: wordStart(asked),
            items,
          }));
        }
        return lists;
      },
    );
  }

  return {
    type(character) {
      const isOpen = namesOf(view, text).length > 0;
      text += character;
      servers.forEach((server) => server.changed(text));
      if (!/[\w.]/u.test(character)) {
        view = [];
      } else if (isOpen && isIncomplete) {
        cancelTimer?.();
        cancelTimer = clock.after(0, () => ask(3, character));
      } else if (!isOpen && cancelTimer === undefined) {
        cancelTimer = clock.after(NEOVIM_TRIGGER_MS, () => ask(2, character));
      }
    },
    shown: () => namesOf(view, text),
  };
};

/** yegappan/lsp 33aef9d, after `completion.vim`: it asks at every key of a word, and shows the answer if it is still current. */
export const createSimulatedYegappan: CreateMenu = (_clock, servers) => {
  let text = "";
  const incomplete = new Set<string>();
  let view: readonly Items[] = [];
  return {
    type(character) {
      text += character;
      const asked = text;
      const from = wordStart(asked);
      servers.forEach((server) => server.changed(text));
      view = [];
      if (from === asked.length) {
        return;
      }
      for (const server of servers) {
        const triggerKind = incomplete.has(server.name) ? 3 : 1;
        void server.complete({ triggerKind, text: asked }).then((list) => {
          incomplete[list.isIncomplete ? "add" : "delete"](server.name);
          if (asked === text) {
            view = [...view, { server: server.name, from, items: list.items }];
          }
          return list;
        });
      }
    },
    shown: () => namesOf(view, text),
  };
};

/** `idle_timeout`, in milliseconds. */
const KAKOUNE_IDLE_MS = 50;

/**
 * Kakoune with kakoune-lsp 70fd59f, after `language_features/completion.rs`: it asks when the user pauses, and takes no notice of
 * `isIncomplete`: only the next pause asks again. A list replaces the one before unless it is empty.
 */
export const createSimulatedKakoune: CreateMenu = (clock, servers) => {
  let text = "";
  let cancelIdle: (() => void) | undefined;
  let view: readonly Items[] = [];

  async function ask(): Promise<void> {
    const asked = text;
    const lists = await Promise.all(
      servers.map((server) => server.complete({ triggerKind: 1, text: asked })),
    );
    const all = lists.map(({ items }, index) => ({
      server: servers[index]?.name ?? "",
      from: wordStart(asked),
      items,
    }));
    if (asked === text && all.some(({ items }) => items.length > 0)) {
      view = all;
    }
  }

  return {
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      cancelIdle?.();
      if (wordStart(text) === text.length) {
        view = [];
      } else {
        cancelIdle = clock.after(KAKOUNE_IDLE_MS, () => void ask());
      }
    },
    shown: () => namesOf(view, text),
  };
};

function wordStart(text: string): number {
  return text.length - (/\w*$/u.exec(text)?.[0].length ?? 0);
}

function namesOf(view: readonly Items[], text: string): readonly string[] {
  return view.filter((one) => isShown(one, text)).map(({ server }) => server);
}

function isShown({ from, items }: Items, text: string): boolean {
  return from !== -1 && items.some((item) => fits(item, text.slice(from)));
}

/** Whether the filter text contains the typed characters in their order. */
function fits({ filterText, label }: CompletionItem, typed: string): boolean {
  let at = 0;
  for (const character of filterText ?? label) {
    at += character === typed[at] ? 1 : 0;
  }
  return at === typed.length;
}
