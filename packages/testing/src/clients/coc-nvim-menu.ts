import type { InlineCompletionItem } from "vscode-languageserver-protocol/node";

import { type CreateMenu, fittingItems, type MenuItems, wordStart } from "./menu.ts";

/** The time after which coc.nvim reports what was typed, in milliseconds, unless it wants completions before. */
const REPORT_MS = 150;
/** `inlineSuggest.triggerCompletionWait`, in milliseconds. */
const INLINE_MS = 10;
/** How long it waits before it asks again where nothing is shown, in milliseconds. */
const RETRY_MS = 200;

/**
 * coc.nvim 570b4ac, after `completion/index.ts`, `completion/complete.ts` and `handler/inline.ts`: the menu asks at the first key of
 * a word; where its lists are all empty it asks again 200 ms after a further key, and never asks a server again whose list was
 * empty while another has items. Ghost text is asked for at each reported change, ends with the next key, and continues the
 * first item of the menu.
 */
export const createSimulatedCoc: CreateMenu = (clock, servers) => {
  let text = "";
  let round = 0;
  let isAsking = false;
  let lists: readonly (MenuItems & { readonly isIncomplete: boolean })[] = [];
  let cancelReport: (() => void) | undefined;
  let cancelRetry: (() => void) | undefined;
  let inlineRound = 0;
  let ghost: InlineCompletionItem | undefined;

  function report(): void {
    cancelReport?.();
    cancelReport = undefined;
    servers.forEach((server) => server.changed(text));
    inlineRound += 1;
    const own = inlineRound;
    clock.after(INLINE_MS, () => void askInline(own));
  }

  async function askInline(own: number): Promise<void> {
    if (own !== inlineRound) {
      return;
    }
    const asked = text;
    const [selected] = fittingItems(lists, text);
    const from = wordStart(asked);
    const chosen = selected && {
      text: selected.item.textEdit?.newText ?? selected.item.label,
      from,
    };
    const all = await Promise.all(
      servers.map(async ({ completeInline }) =>
        completeInline === undefined
          ? []
          : completeInline({ text: asked, ...(chosen ? { selected: chosen } : {}) }),
      ),
    );
    if (own === inlineRound) {
      ghost = all.flat()[0];
    }
  }

  function ask(triggerKind: 1 | 2 | 3, asked = servers): void {
    round += 1;
    const own = round;
    isAsking = true;
    report();
    const from = wordStart(text);
    const trigger = triggerKind === 2 ? { triggerCharacter: text.slice(-1) } : {};
    void Promise.all(
      asked.map(async (server) => {
        const list = await server.complete({ triggerKind, ...trigger, text });
        if (own === round) {
          const others = lists.filter((one) => one.server !== server.name);
          const { items, isIncomplete } = list;
          lists =
            items.length === 0
              ? others
              : [...others, { server: server.name, from, items, isIncomplete }];
        }
      }),
    ).then(() => {
      isAsking = own === round ? false : isAsking;
      return undefined;
    });
  }

  return {
    type(character) {
      text += character;
      inlineRound += 1;
      ghost = undefined;
      cancelRetry?.();
      cancelReport?.();
      cancelReport = clock.after(REPORT_MS, report);
      const triggered = servers.filter((one) => one.triggerCharacters.includes(character));
      const isInWord = wordStart(text) < text.length;
      if (triggered.length > 0) {
        lists = [];
        ask(2, triggered);
      } else if (!isInWord) {
        lists = [];
        round += 1;
        isAsking = false;
      } else if (lists.length === 0 && !isAsking) {
        ask(1);
      } else if (lists.length === 0) {
        cancelRetry = clock.after(RETRY_MS, () => ask(1));
      } else {
        const incomplete = servers.filter(({ name }) =>
          lists.some((one) => one.server === name && one.isIncomplete),
        );
        if (incomplete.length > 0) {
          ask(3, incomplete);
        }
      }
    },
    invoke() {
      lists = [];
      ask(1);
    },
    shown: () => fittingItems(lists, text),
    ghostText: () => ghost,
  };
};
