import type { CompletionList } from "vscode-languageserver-protocol/node";

import {
  fits,
  type MenuClock,
  type MenuRequest,
  type MenuServer,
  type ShownItem,
  wordStart as startOfWord,
} from "./menu.ts";

export interface SimulatedHelix {
  /** Types one character at the end of the document. */
  type(character: string): void;
  /** C-x. */
  invoke(): void;
  /** What the popup shows; undefined while it is closed. */
  popup(): readonly ShownItem[] | undefined;
  /** The times at which Helix would have asked all servers for a word, but did not because an answer was pending. */
  readonly suppressedAt: readonly number[];
}

/** `completion-timeout` and the time after a trigger character, in milliseconds. */
const WORD_MS = 250;
const TRIGGER_MS = 5;

/** `completion-trigger-len`. */
const MIN_WORD_LENGTH = 2;

/** How long the popup waits for the other servers, after the first answer that is not empty and complete. In milliseconds. */
const COLLECT_MS = 100;

/**
 * A model of how Helix 25.07 asks for completions and collects them: its timing, its guard against asking while an answer is
 * pending, and its merging of late answers.
 */
export function createSimulatedHelix(
  clock: MenuClock,
  servers: readonly MenuServer[],
): SimulatedHelix {
  const suppressedAt: number[] = [];
  let text = "";
  /** Where the word began when the round started. The text typed since then filters the items. */
  let wordStart = 0;
  let cancelTrigger: (() => void) | undefined;
  /** The number of the current round. Answers to an older round are dropped. */
  let round = 0;
  let pending = new Set<MenuServer>();
  let cancelCollecting: (() => void) | undefined;
  let entries: readonly ShownItem[] = [];
  let isOpen = false;
  let isCollecting = false;
  let incomplete = new Set<MenuServer>();

  function closePopup(): void {
    isOpen = false;
    entries = [];
    incomplete = new Set();
  }

  function endRound(): void {
    round += 1;
    pending = new Set();
    cancelCollecting?.();
    cancelCollecting = undefined;
    isCollecting = false;
  }

  function ask(asked: readonly MenuServer[], how: Omit<MenuRequest, "text">): void {
    endRound();
    closePopup();
    isCollecting = true;
    pending = new Set(asked);
    wordStart = startOfWord(text);
    const own = round;
    for (const server of asked) {
      void server.complete({ ...how, text }).then((list) => {
        if (own === round) {
          collect(server, list);
        }
        return list;
      });
    }
  }

  function collect(server: MenuServer, list: CompletionList): void {
    pending.delete(server);
    take(server, list);
    if (!isCollecting) {
      return; // merged into the open popup, or thrown away
    }
    const isNothing = list.items.length === 0 && !list.isIncomplete;
    if (pending.size === 0) {
      finishCollecting();
    } else if (!isNothing && cancelCollecting === undefined) {
      cancelCollecting = clock.after(COLLECT_MS, finishCollecting);
    }
  }

  function take(server: MenuServer, { items, isIncomplete }: CompletionList): void {
    if (isCollecting || isOpen) {
      const others = entries.filter((entry) => entry.server !== server.name);
      entries = [...others, ...items.map((item) => ({ server: server.name, item }))];
      incomplete.delete(server);
      if (isIncomplete) {
        incomplete.add(server);
      }
    }
  }

  function finishCollecting(): void {
    cancelCollecting?.();
    cancelCollecting = undefined;
    isCollecting = false;
    isOpen = shown().length > 0;
  }

  function shown(): readonly ShownItem[] {
    return entries.filter(({ item }) => fits(item, text.slice(wordStart)));
  }

  function refresh(): void {
    for (const server of incomplete) {
      const own = round;
      void server.complete({ triggerKind: 3, text }).then((list) => {
        if (own === round && isOpen) {
          take(server, list);
        }
        return list;
      });
    }
  }

  function trigger(delayMs: number, run: () => void): void {
    cancelTrigger?.();
    cancelTrigger = clock.after(delayMs, run);
  }

  function askForWord(): void {
    if (pending.size > 0) {
      suppressedAt.push(clock.now());
    } else {
      ask(servers, { triggerKind: 1 });
    }
  }

  return {
    suppressedAt,
    type(character) {
      text += character;
      servers.forEach((server) => server.changed(text));
      const triggered = servers.filter((one) => one.triggerCharacters.includes(character));
      const word = text.slice(startOfWord(text));
      if (triggered.length > 0) {
        closePopup();
        const how = { triggerKind: 2, triggerCharacter: character } as const;
        trigger(TRIGGER_MS, () => ask(triggered, how));
      } else if (word === "") {
        closePopup();
        cancelTrigger?.();
      } else if (isOpen) {
        refresh();
      } else if (word.length >= MIN_WORD_LENGTH) {
        trigger(WORD_MS, askForWord);
      }
    },
    invoke: () => ask(servers, { triggerKind: 1 }),
    popup: () => (isOpen ? shown() : undefined),
  };
}
