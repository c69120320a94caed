/**
 * What cannot be drawn in a line, or would reorder it: control characters, line and paragraph
 * separators, bidirectional controls, and halves of surrogate pairs.
 */
const UNDRAWABLE =
  /[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Bidi_Control}\p{Surrogate}]/gu;

/** A provider's or model's name without the characters that a status line cannot draw. */
export function plainName(name: string): string {
  return name.replaceAll(UNDRAWABLE, "");
}

/** `provider:model` as it is drawn; the one that is left when the other is empty. */
export function plainTarget(provider: string, model: string): string {
  return [plainName(provider), plainName(model)].filter((name) => name !== "").join(":");
}
