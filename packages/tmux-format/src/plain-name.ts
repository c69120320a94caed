/**
 * A provider's or model's name without what cannot be drawn in a line, or would reorder it: control characters, line and
 * paragraph separators, bidirectional controls, and halves of surrogate pairs.
 */
export function plainName(name: string): string {
  return name.replaceAll(
    /[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Bidi_Control}\p{Surrogate}]/gu,
    "",
  );
}

/** `provider:model` as it is drawn; the one that is left when the other is empty. */
export function plainTarget(provider: string, model: string): string {
  return [plainName(provider), plainName(model)].filter((name) => name !== "").join(":");
}
