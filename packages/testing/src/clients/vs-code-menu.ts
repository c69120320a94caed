import {
  type CreateMenu,
  fittingItems,
  type MenuItems,
  type MenuServer,
  wordStart,
} from "./menu.ts";

/** `editor.quickSuggestionsDelay`, in milliseconds. */
const QUICK_MS = 10;

/**
 * VS Code 0283831, after `suggestModel.ts`: it asks all servers at the first key of a word and opens the menu when all have
 * answered; it asks those again at each key whose list was incomplete; where nothing is shown, each key asks all of them anew.
 */
export const createSimulatedCode: CreateMenu = (clock, servers) => {
  let text = "";
  let round = 0;
  let isAsking = false;
  let incomplete: readonly MenuServer[] = [];
  let view: readonly MenuItems[] = [];
  let cancelQuick: (() => void) | undefined;

  function ask(triggerKind: 1 | 2 | 3, asked: readonly MenuServer[]): void {
    round += 1;
    const own = round;
    isAsking = true;
    const from = wordStart(text);
    const trigger = triggerKind === 2 ? { triggerCharacter: text.slice(-1) } : {};
    const asking = text;
    const request = { triggerKind, ...trigger, text } as const;
    void Promise.all(asked.map((server) => server.complete(request))).then((lists) => {
      if (own !== round) {
        return lists;
      }
      isAsking = false;
      const answers = lists.map(({ items }, index) => ({
        server: asked[index]?.name ?? "",
        from,
        items,
      }));
      const others = view.filter((one) => answers.every(({ server }) => server !== one.server));
      view = [...others, ...answers];
      incomplete = asked.filter((_, index) => lists[index]?.isIncomplete);
      if (incomplete.length > 0 && asking !== text) {
        ask(3, incomplete);
      }
      return lists;
    });
  }

  function close(): void {
    round += 1;
    isAsking = false;
    incomplete = [];
    view = [];
  }

  return {
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      cancelQuick?.();
      const triggered = servers.filter((one) => one.triggerCharacters.includes(character));
      if (triggered.length > 0) {
        close();
        ask(2, triggered);
      } else if (wordStart(text) === text.length) {
        close();
      } else if (fittingItems(view, text).length === 0) {
        if (!isAsking) {
          close();
          cancelQuick = clock.after(QUICK_MS, () => ask(1, servers));
        }
      } else if (incomplete.length > 0) {
        ask(3, incomplete);
      }
    },
    invoke() {
      close();
      ask(1, servers);
    },
    shown: () => fittingItems(view, text),
  };
};
