/**
 * Texts without any character that `replaceUnsafe` might replace: most of them. It asks nothing of Unicode's tables, which
 * take longer to look up than an answer takes to write.
 */
const SURELY_SAFE =
  /^[\t\n -~\u00a0-\u00ac\u00ae-\u0300\u0370-\u0590\u2010-\u2027\u2030-\u205f\u2070-\u2fff]*$/;

/**
 * Characters that a terminal obeys, or that a reader does not see or sees in another place: controls (C0, DEL, C1) but tab and
 * line feed, default-ignorable characters (bidirectional controls are among them), line and paragraph separators, interlinear annotations,
 * and halves of surrogate pairs. The flag of a part of a country is matched as a whole, because its letters are such characters:
 * a black flag, a region of two letters, a part of it, and the end (Unicode Technical Standard 51, "emoji tag sequence").
 */
const FLAG_OR_UNSAFE =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,4}\u{e007f}|[\0-\u0008\u000b-\u001f\u007f-\u009f\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb\ud800-\udfff]/gu;

const FLAG = "\u{1f3f4}";

const ZERO_WIDTH_SPACE = "\u200b";
const ZERO_WIDTH_NON_JOINER = "\u200c";
const ZERO_WIDTH_JOINER = "\u200d";
const EMOJI_STYLE = "\ufe0f";
const TEXT_STYLE = "\ufe0e";
const KEYCAP = "\u20e3";
const GRAPHEME_JOINER = "\u034f";
const HANGUL_VOWEL_FILLER = "\u1160";

/** The last part of an emoji that may be joined with another one. */
const EMOJI_PART_END = /\p{ExtPict}(?:\p{EMod}|\ufe0f)?$/u;

/**
 * The blocks of scripts whose letters join or stack: Arabic and its like, Mongolian, and those that descend from Brahmi, without
 * their invisible characters. They are blocks and not `\p{Script_Extensions=…}` because that takes a program a tenth of a bare
 * start of Node to look up, whatever it shows.
 */
const JOINING =
  // oxlint-disable-next-line no-misleading-character-class -- these are ends of ranges, and join nothing
  /^[\u0600-\u061b\u061d-\u077f\u07c0-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u18af\u19e0-\u19ff\u1b00-\u1bbf\u1cc0-\u1cf9\ua840-\ua87f\ua8e0-\ua8ff\ua980-\ua9ff\uaa60-\uaa7f\uaae0-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe\u{10ac0}-\u{10aff}\u{10d00}-\u{10d3f}\u{10ec0}-\u{10eff}\u{11100}-\u{1114f}\u{111e0}-\u{111ff}\u{11660}-\u{1167f}\u{116d0}-\u{116ff}\u{11b00}-\u{11b5f}\u{11fc0}-\u{11fff}\u{1e900}-\u{1e95f}\u{1ee00}-\u{1eeff}]/u;

/** The blocks of scripts without spaces (Thai, Lao, Burmese, Khmer), where a zero-width space says where a line may be broken. */
const SPACELESS =
  // oxlint-disable-next-line no-misleading-character-class -- these are ends of ranges, and join nothing
  /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f\u{116d0}-\u{116ff}]/u;

/** How far back the decision about a character looks, in UTF-16 code units: a whole flag is the longest. */
export const LOOK_BEHIND = 16;

/**
 * The end of a text that more of it could still change: a joiner, a style, the letters of a flag, half of a surrogate pair. It is
 * written in code units because V8 14.6 (Node 26) does not find a flag with four letters at an end when they are code points.
 */
const UNDECIDED_END =
  /(?:\u200c|\u200d|\ufe0f|\ud83c\udff4(?:\udb40[\udc30-\udc39\udc61-\udc7a]){1,6})?[\ud800-\udbff]?$/;

/**
 * The one rule for text from outside (answers, names, errors): every character that a terminal obeys or that deceives a
 * reader is replaced. An invisible character stays where it belongs to one that is seen: in an emoji, or in a script that
 * needs it. It belongs to the character before it, so that nothing can be hidden in a row of them.
 *
 * @param replacementOf - Gets one such character.
 */
export function replaceUnsafe(text: string, replacementOf: (character: string) => string): string {
  if (SURELY_SAFE.test(text)) {
    return text;
  }
  return text.replaceAll(FLAG_OR_UNSAFE, (match, offset: number) =>
    match.startsWith(FLAG) || belongs(match, text, offset) ? match : replacementOf(match),
  );
}

/** Where the undecided end of a text begins; its length when all of it is decided. */
export function decidedLength(text: string): number {
  const [end = ""] = UNDECIDED_END.exec(text) ?? [];
  return text.length - (end.startsWith(FLAG) ? end.length - FLAG.length : end.length);
}

function belongs(character: string, text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - LOOK_BEHIND), offset);
  const after = text.slice(offset + character.length, offset + character.length + 2);
  const [previous = ""] = /.$/su.exec(before) ?? [];
  switch (character) {
    case ZERO_WIDTH_JOINER: {
      const isEmoji = EMOJI_PART_END.test(before) && /^\p{ExtPict}/u.test(after);
      return isEmoji || joins(previous, after);
    }
    case ZERO_WIDTH_NON_JOINER: {
      return joins(previous, after);
    }
    case ZERO_WIDTH_SPACE: {
      return SPACELESS.test(previous);
    }
    case EMOJI_STYLE: {
      const isKeycap = /[#*0-9]/.test(previous) && after.startsWith(KEYCAP);
      return isKeycap || /\p{ExtPict}/u.test(previous);
    }
    case TEXT_STYLE: {
      return /\p{ExtPict}/u.test(previous);
    }
    case HANGUL_VOWEL_FILLER: {
      return /[\u1100-\u115e\ua960-\ua97c]/.test(previous); // a lone consonant of old Korean
    }
    case GRAPHEME_JOINER: {
      return /[\u0591-\u05c7]/.test(previous); // the order of Hebrew points
    }
    default: {
      return selects(character, previous);
    }
  }
}

/** Markup can stand between a letter and the joiner behind it, as in `**کتاب**\u200cها`: the letter after it will do. */
function joins(previous: string, after: string): boolean {
  return JOINING.test(previous) || (JOINING.test(after) && !/[\u200c\u200d]/.test(previous));
}

/** Whether a variation selector chooses the form of an ideograph or of a Mongolian letter. */
function selects(character: string, previous: string): boolean {
  return /[\u180b-\u180f]/.test(character)
    ? /[\u1820-\u18aa]/.test(previous)
    : /[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u.test(character) && /\p{Ideographic}/u.test(previous);
}
