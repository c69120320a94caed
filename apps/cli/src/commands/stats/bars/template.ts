/** A line of the user's own, in parts: text, and names of figures. */
export interface Template {
  readonly parts: readonly TemplatePart[];
}

type TemplatePart = { readonly text: string } | { readonly name: TemplateName };

/** The names that a template can have: those of `global` in the JSON, and the window. */
export const TEMPLATE_NAMES = [
  "reqs",
  "rpm",
  "sent",
  "recv",
  "input_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "token_reqs",
  "cost_usd",
  "cost_reqs",
  "window_seconds",
] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  /** What is wrong and what is allowed. */
  | { readonly ok: false; readonly message: string };

/** Reads a template, in which `{{cost_usd}}` stands for a figure. */
export function parseTemplate(text: string): ParsedTemplate {
  const pieces = text.split(/\{\{([^{}]*)\}\}/u);
  if (pieces.length === 1) {
    const shown = JSON.stringify(text);
    return {
      ok: false,
      message: `${shown} must be plain, waybar, i3bar or a template such as {{reqs}}`,
    };
  }
  const parts: TemplatePart[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      parts.push({ text: piece });
      continue;
    }
    const name = TEMPLATE_NAMES.find((each) => each === piece.trim());
    if (name === undefined) {
      const known = TEMPLATE_NAMES.join(", ");
      return {
        ok: false,
        message: `${JSON.stringify(`{{${piece}}}`)} is not known, there are ${known}`,
      };
    }
    parts.push({ name });
  }
  return { ok: true, template: { parts } };
}

/** The line with its figures, of which those that are not known are `?`. */
export function fillTemplate(
  { parts }: Template,
  figures: Readonly<Record<TemplateName, number | null>>,
): string {
  return parts
    .map((part) => ("text" in part ? part.text : formatFigure(figures[part.name])))
    .join("");
}

/** Four decimals, or as many as two significant digits take, without zeros at the end, and never with an exponent. */
function formatFigure(figure: number | null): string {
  if (figure === null) {
    return "?";
  }
  const decimals = figure > 0 ? Math.max(4, 1 - Math.floor(Math.log10(figure))) : 4;
  return figure.toFixed(Math.min(decimals, MOST_DECIMALS)).replace(/\.?0+$/u, "");
}

/** `toFixed` takes no more. */
const MOST_DECIMALS = 100;
