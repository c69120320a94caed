/** Names without any character that `sanitizeName` might drop: nearly all. It asks nothing of Unicode's tables. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * What is not drawn as a sign of its own in a line: controls, default-ignorable characters (bidirectional controls are among them), line and
 * paragraph separators, interlinear annotations, and halves of surrogate pairs. The flag of a part of a country is made of
 * such characters, and is matched as a whole.
 */
const FLAG_OR_UNSEEN =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,4}\u{e007f}|[\0-\u001f\u007f-\u009f\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb\ud800-\udfff]/gu;

const FLAG = "\u{1f3f4}";

/**
 * A letter of a script whose letters join or stack, or of one without spaces, at the end of a text. They are blocks, the same as in
 * `packages/terminal`, because `\p{Script_Extensions=…}` takes a program a tenth of a bare start of Node to look up.
 */
const JOINING_END =
  // oxlint-disable-next-line no-misleading-character-class -- these are ends of ranges, and join nothing
  /[\u0600-\u061b\u061d-\u077f\u07c0-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u18af\u19e0-\u19ff\u1b00-\u1bbf\u1cc0-\u1cf9\ua840-\ua87f\ua8e0-\ua8ff\ua980-\ua9ff\uaa60-\uaa7f\uaae0-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefe\u{10ac0}-\u{10aff}\u{10d00}-\u{10d3f}\u{10ec0}-\u{10eff}\u{11100}-\u{1114f}\u{111e0}-\u{111ff}\u{11660}-\u{1167f}\u{116d0}-\u{116ff}\u{11b00}-\u{11b5f}\u{11fc0}-\u{11fff}\u{1e900}-\u{1e95f}\u{1ee00}-\u{1eeff}]$/u;
const SPACELESS_END =
  // oxlint-disable-next-line no-misleading-character-class -- these are ends of ranges, and join nothing
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f\u{116d0}-\u{116ff}]$/u;

/** Where an invisible character belongs to what is drawn: in an emoji, or in a script that needs it. */
const ALLOWED_INVISIBLE: readonly {
  readonly unseen: RegExp;
  readonly before: RegExp;
  readonly after?: RegExp;
}[] = [
  { unseen: /\u200d/, before: /\p{ExtPict}(?:\p{EMod}|\ufe0f)?$/u, after: /^\p{ExtPict}/u },
  { unseen: /[\ufe0e\ufe0f]/, before: /\p{ExtPict}$/u },
  { unseen: /\ufe0f/, before: /[#*0-9]$/, after: /^\u20e3/ },
  {
    unseen: /[\u200c\u200d]/, // in Persian and Hindi, say
    before: JOINING_END,
  },
  {
    unseen: /\u200b/,
    before: SPACELESS_END,
  },
  { unseen: /[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u, before: /\p{Ideographic}$/u },
  { unseen: /[\u180b-\u180f]/, before: /[\u1820-\u18aa]$/ }, // Mongolian
  { unseen: /\u1160/, before: /[\u1100-\u115e\ua960-\ua97c]$/ }, // old Korean
  { unseen: /\u034f/, before: /[\u0591-\u05c7]$/ }, // Hebrew points
];

/** A provider's or model's name without what cannot be drawn in a line, deceives its reader or would reorder the line. */
export function sanitizeName(name: string): string {
  if (PRINTABLE_ASCII.test(name)) {
    return name;
  }
  return name.replaceAll(FLAG_OR_UNSEEN, (match, offset: number) => {
    const before = name.slice(0, offset);
    const after = name.slice(offset + match.length);
    return match.startsWith(FLAG) || belongs(match, before, after) ? match : "";
  });
}

function belongs(character: string, before: string, after: string): boolean {
  return ALLOWED_INVISIBLE.some(
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
