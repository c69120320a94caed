import type { Cursor } from "../../protocol/cursor.ts";
import { MAX_TYPED } from "./type-through.ts";

/** A completion from the cache that fits at a cursor. */
export interface CachedCompletion {
  readonly text: string;
  /** How many UTF-16 code units of the cached text were typed since; 0 when it was made for this very cursor. */
  readonly typed: number;
}

/** The last few hundred completions of all models. */
export interface CompletionCache {
  /**
   * @param source - The model and the circumstances under which it was asked.
   * @returns Never an empty text.
   */
  find(source: string, cursor: Cursor): CachedCompletion | undefined;
  add(source: string, cursor: Cursor, text: string): void;
  clear(): void;
}

const MAX_ENTRIES = 250;

/** How much of the document before and after the cursor must be the same for a completion to fit, in UTF-16 code units. */
const PREFIX_LENGTH = 256;
const SUFFIX_LENGTH = 64;

export function createCompletionCache(): CompletionCache {
  const texts = new Map<string, string>();

  /** Reads an entry and makes it the newest one. */
  function use(key: string): string | undefined {
    const text = texts.get(key);
    if (text !== undefined) {
      texts.delete(key);
      texts.set(key, text);
    }
    return text;
  }

  return {
    find(source, cursor) {
      const { text, offset } = cursor;
      const exact = use(cacheKey(source, cursor, offset));
      if (exact !== undefined) {
        return { text: exact, typed: 0 };
      }
      for (let typed = 1; typed <= Math.min(MAX_TYPED, offset); typed += 1) {
        const whole = use(cacheKey(source, cursor, offset - typed));
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
    add(source, cursor, text) {
      if (text === "") {
        return;
      }
      texts.set(cacheKey(source, cursor, cursor.offset), text);
      const [oldest] = texts.keys();
      if (texts.size > MAX_ENTRIES && oldest !== undefined) {
        texts.delete(oldest);
      }
    },
    clear: () => texts.clear(),
  };
}

/** @param end - The offset that the completion was made for: the cursor's, or an earlier one. */
function cacheKey(source: string, { uri, text, offset }: Cursor, end: number): string {
  const prefix = text.slice(Math.max(0, end - PREFIX_LENGTH), end);
  return `${source}\n${uri}\n${prefix}\0${text.slice(offset, offset + SUFFIX_LENGTH)}`;
}
