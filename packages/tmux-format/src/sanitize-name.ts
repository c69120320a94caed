/** Names without any character that `sanitizeName` might drop: nearly all. It asks nothing of Unicode's tables. */
const SURELY_PLAIN = /^[ -~]*$/;

/**
 * What is not drawn as a sign of its own in a line: controls, default-ignorable characters, bidirectional controls, line and
 * paragraph separators, interlinear annotations, and halves of surrogate pairs. The flag of a part of a country is made of
 * such characters, and is matched as a whole.
 */
const FLAG_OR_UNSEEN =
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,4}\u{e007f}|[\p{Control}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\ufff9-\ufffb\p{Surrogate}]/gu;

const FLAG = "\u{1f3f4}";

/** Where an invisible character belongs to what is drawn: in an emoji, or in a script that needs it. */
const BELONGING: readonly {
  readonly unseen: RegExp;
  readonly before: RegExp;
  readonly after?: RegExp;
}[] = [
  { unseen: /\u200d/, before: /\p{ExtPict}(?:\p{EMod}|\ufe0f)?$/u, after: /^\p{ExtPict}/u },
  { unseen: /[\ufe0e\ufe0f]/, before: /\p{ExtPict}$/u },
  { unseen: /\ufe0f/, before: /[#*0-9]$/, after: /^\u20e3/ },
  {
    unseen: /[\u200c\u200d]/, // in Persian and Hindi, say
    before:
      /(?!\p{Default_Ignorable_Code_Point})[\p{scx=Adlm}\p{scx=Arab}\p{scx=Mand}\p{scx=Mani}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Phag}\p{scx=Rohg}\p{scx=Syrc}\p{scx=Bali}\p{scx=Beng}\p{scx=Cakm}\p{scx=Deva}\p{scx=Gujr}\p{scx=Guru}\p{scx=Java}\p{scx=Khmr}\p{scx=Knda}\p{scx=Mlym}\p{scx=Mtei}\p{scx=Mymr}\p{scx=Orya}\p{scx=Sinh}\p{scx=Sund}\p{scx=Taml}\p{scx=Telu}\p{scx=Tibt}]$/u,
  },
  {
    unseen: /\u200b/,
    before:
      /(?!\p{Default_Ignorable_Code_Point})[\p{scx=Khmr}\p{scx=Laoo}\p{scx=Mymr}\p{scx=Thai}]$/u,
  },
  { unseen: /[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u, before: /\p{Ideographic}$/u },
  { unseen: /[\u180b-\u180f]/, before: /[\u1820-\u18aa]$/ }, // Mongolian
  { unseen: /\u1160/, before: /[\u1100-\u115e\ua960-\ua97c]$/ }, // old Korean
  { unseen: /\u034f/, before: /[\u0591-\u05c7]$/ }, // Hebrew points
];

/** A provider's or model's name without what cannot be drawn in a line, deceives its reader or would reorder the line. */
export function sanitizeName(name: string): string {
  if (SURELY_PLAIN.test(name)) {
    return name;
  }
  return name.replaceAll(FLAG_OR_UNSEEN, (match, offset: number) => {
    const before = name.slice(0, offset);
    const after = name.slice(offset + match.length);
    return match.startsWith(FLAG) || belongs(match, before, after) ? match : "";
  });
}

function belongs(character: string, before: string, after: string): boolean {
  return BELONGING.some(
    (place) =>
      place.unseen.test(character) && place.before.test(before) && (place.after ?? /^/).test(after),
  );
}

/** `provider:model` as it is drawn; the one that is left when the other is empty. */
export function formatTarget(provider: string, model: string): string {
  return [sanitizeName(provider), sanitizeName(model)].filter((name) => name !== "").join(":");
}

/** `LLM:provider:model`, without what is empty. */
export function llmLabel(provider: string, model: string): string {
  const target = formatTarget(provider, model);
  return target === "" ? "LLM" : `LLM:${target}`;
}
