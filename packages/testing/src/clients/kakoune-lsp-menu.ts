import { type CreateMenu, fittingItems, type MenuItems, wordStart } from "./menu.ts";

/** `idle_timeout`, in milliseconds. */
const KAKOUNE_IDLE_MS = 50;

/**
 * Kakoune with kakoune-lsp 70fd59f, after `lsp.kak` and `language_features/completion.rs`: when the user pauses it sends the whole
 * text and asks, and takes no notice of `isIncomplete`: only the next pause asks again. A list replaces the one before unless it is
 * empty.
 */
export const createSimulatedKakoune: CreateMenu = (clock, servers) => {
  let text = "";
  let cancelIdle: (() => void) | undefined;
  let view: readonly MenuItems[] = [];

  async function ask(): Promise<void> {
    const asked = text;
    servers.forEach((server) => server.changed(text));
    if (/\s?$/u.exec(text)?.[0] !== "") {
      return;
    }
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
      cancelIdle?.();
      if (wordStart(text) === text.length) {
        view = [];
      }
      cancelIdle = clock.after(KAKOUNE_IDLE_MS, () => void ask());
    },
    invoke: () => void ask(),
    shown: () => fittingItems(view, text),
  };
};
