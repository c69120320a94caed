import { decidedLength, LOOK_BEHIND } from "./replace-unsafe.ts";
import { sanitizeText } from "./sanitize.ts";

/** Makes a text safe that comes piece by piece. */
export interface TextSanitizer {
  /** What of the text can be shown now. A character that the next piece decides about is held back. */
  push(piece: string): string;
  /** The rest of the text. */
  end(): string;
}

/** As `sanitizeText` for the whole text, however it is cut into pieces: also through an emoji, or a surrogate pair. */
export function createTextSanitizer(): TextSanitizer {
  /** The end of what was shown, as it came. */
  let shown = "";
  let held = "";

  function show(text: string): string {
    const safe = sanitizeText(shown + text).slice(sanitizeText(shown).length);
    shown = (shown + text).slice(-LOOK_BEHIND);
    return safe;
  }

  return {
    push(piece) {
      const text = held + piece;
      const length = decidedLength(shown + text) - shown.length;
      held = text.slice(length);
      return show(text.slice(0, length));
    },
    end() {
      const rest = held;
      held = "";
      return show(rest);
    },
  };
}
