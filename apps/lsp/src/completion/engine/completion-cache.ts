import type { Place } from "../../protocol/cursor.ts";
import { MAX_TYPED } from "./typed-since.ts";

/** What a model said before that fits at a place. */
export interface KnownCompletion {
  readonly text: string;
  /** How many UTF-16 code units of it were typed since; 0 when it was made for this very place. */
  readonly typed: number;
}

/** What models have said, the last few hundred times. */
export interface CompletionCache {
  /**
   * @param from - Who said it and under which circumstances.
   * @returns Never an empty text.
   */
  find(from: string, place: Place): KnownCompletion | undefined;
  add(from: string, place: Place, text: string): void;
  clear(): void;
}

const MOST_ENTRIES = 250;

/** How much of the document must be the same for a completion to fit, in UTF-16 code units. */
const TAIL = 256;
const HEAD = 64;

export function createCompletionCache(): CompletionCache {
  const texts = new Map<string, string>();

  function use(key: string): string | undefined {
    const text = texts.get(key);
    if (text !== undefined) {
      texts.delete(key); // the newest is the last
      texts.set(key, text);
    }
    return text;
  }

  return {
    find(from, place) {
      const { text, offset } = place;
      const exact = use(keyOf(from, place, offset));
      if (exact !== undefined) {
        return { text: exact, typed: 0 };
      }
      for (let typed = 1; typed <= Math.min(MAX_TYPED, offset); typed += 1) {
        const whole = use(keyOf(from, place, offset - typed));
        if (
          whole !== undefined &&
          whole.length > typed &&
          whole.startsWith(text.slice(offset - typed, offset))
        ) {
          return { text: whole.slice(typed), typed };
        }
      }
      return undefined;
    },
    add(from, place, text) {
      if (text === "") {
        return;
      }
      texts.set(keyOf(from, place, place.offset), text);
      const [oldest] = texts.keys();
      if (texts.size > MOST_ENTRIES && oldest !== undefined) {
        texts.delete(oldest);
      }
    },
    clear: () => texts.clear(),
  };
}

/** @param end - Where the completion was made for: at the cursor, or that much before it. */
function keyOf(from: string, { uri, text, offset }: Place, end: number): string {
  const tail = text.slice(Math.max(0, end - TAIL), end);
  return `${from}\n${uri}\n${tail}\0${text.slice(offset, offset + HEAD)}`;
}
