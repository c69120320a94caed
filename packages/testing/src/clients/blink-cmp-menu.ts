import type { CompletionList } from "vscode-languageserver-protocol/node";

import {
  type CreateMenu,
  fittingItems,
  type MenuItems,
  type MenuServer,
  wordStart,
} from "./menu.ts";

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
  let view: readonly MenuItems[] = [];
  const known = new Map<
    string,
    { readonly word: number; readonly askedText: string; readonly list: CompletionList }
  >();

  async function askOne(server: MenuServer, asked: string, trigger?: string): Promise<MenuItems> {
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
    invoke: () => begin(),
    shown: () => fittingItems(view, text),
  };
};
