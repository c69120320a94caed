import { type CreateMenu, fittingItems, type MenuItems, wordStart } from "./menu.ts";

/**
 * yegappan/lsp 33aef9d, after `completion.vim`: it asks at every key of a word and at trigger characters, and shows the answer if it
 * is still current.
 */
export const createSimulatedYegappan: CreateMenu = (_clock, servers) => {
  let text = "";
  const incomplete = new Set<string>();
  let view: readonly MenuItems[] = [];

  function ask(): void {
    const asked = text;
    const from = wordStart(asked);
    const last = asked.slice(-1);
    for (const server of servers) {
      const triggerKind = incomplete.has(server.name) ? 3 : from === asked.length ? 2 : 1;
      const trigger = triggerKind === 2 ? { triggerCharacter: last } : {};
      void server.complete({ triggerKind, ...trigger, text: asked }).then((list) => {
        incomplete[list.isIncomplete ? "add" : "delete"](server.name);
        if (asked === text) {
          view = [...view, { server: server.name, from, items: list.items }];
        }
        return list;
      });
    }
  }

  return {
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      view = [];
      const isInWord = wordStart(text) < text.length;
      if (isInWord || servers.some((server) => server.triggerCharacters.includes(character))) {
        ask();
      }
    },
    invoke: ask,
    shown: () => fittingItems(view, text),
  };
};
