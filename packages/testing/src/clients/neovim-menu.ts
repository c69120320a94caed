import { type CreateMenu, fittingItems, type MenuItems, wordStart } from "./menu.ts";

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
  let view: readonly MenuItems[] = [];

  function ask(triggerKind: 1 | 2 | 3, triggerCharacter = ""): void {
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
      const isOpen = fittingItems(view, text).length > 0;
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
    invoke: () => ask(1),
    shown: () => fittingItems(view, text),
  };
};
