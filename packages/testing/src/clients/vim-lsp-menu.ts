import {
  type CreateMenu,
  fittingItems,
  type MenuItems,
  type MenuServer,
  wordStart,
} from "./menu.ts";

/** `asyncomplete_popup_delay`, in milliseconds. */
const POPUP_MS = 30;
/** How long vim-lsp waits for another change before it reports one that no request goes along with, in milliseconds. */
const QUEUE_MS = 1_000;

interface Source extends MenuItems {
  /** Its last list was incomplete, so that the next key asks again. */
  readonly isIncomplete: boolean;
}

/**
 * vim-lsp 474c656 with asyncomplete.vim 016590d and asyncomplete-lsp.vim da23f44, after `asyncomplete.vim`: it asks without a context at
 * the first key of a word, and at each further key only while the last list was incomplete; the changes go along with the
 * request.
 */
export const createSimulatedVimLsp: CreateMenu = (clock, servers) => {
  let text = "";
  const sources = new Map<string, Source>();
  let cancelPopup: (() => void) | undefined;
  let cancelReport: (() => void) | undefined;
  let view: readonly MenuItems[] = [];

  function show(): void {
    cancelPopup?.();
    cancelPopup = clock.after(POPUP_MS, () => {
      view = [...sources.values()];
    });
  }

  function ask(server: MenuServer, from: number): void {
    const known = sources.get(server.name);
    sources.set(server.name, {
      server: server.name,
      from,
      items: known?.items ?? [],
      isIncomplete: known?.isIncomplete ?? false,
    });
    server.changed(text);
    void server.complete({ text }).then((list) => {
      if (sources.get(server.name)?.from === from) {
        const { items, isIncomplete } = list;
        sources.set(server.name, { server: server.name, from, items, isIncomplete });
        show();
      }
      return list;
    });
  }

  return {
    type(character) {
      text += character;
      cancelReport?.();
      cancelReport = clock.after(QUEUE_MS, () => servers.forEach((server) => server.changed(text)));
      for (const server of servers) {
        const isTrigger = server.triggerCharacters.includes(character);
        const from = isTrigger ? text.length : wordStart(text);
        const known = sources.get(server.name);
        if (from === text.length && !isTrigger) {
          sources.delete(server.name);
        } else if (known?.from !== from) {
          sources.delete(server.name);
          ask(server, from);
        } else if (known.isIncomplete) {
          ask(server, from);
        }
      }
      show();
    },
    invoke() {
      sources.clear();
      servers.forEach((server) => ask(server, wordStart(text)));
      show();
    },
    shown: () => fittingItems(view, text),
  };
};
