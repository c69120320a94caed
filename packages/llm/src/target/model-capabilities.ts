/** The parameters that a model accepts. */
export interface ModelCapabilities {
  /** Whether it accepts a temperature other than its default. */
  readonly temperature: boolean;
  /** Whether the length limit is `max_completion_tokens`, because reasoning tokens count towards it. */
  readonly completionTokens: boolean;
}

interface CapabilityRow extends ModelCapabilities {
  readonly models: RegExp;
}

/**
 * First match wins. OpenAI's "Reasoning models" guide names the first families; their chat variants do not reason.
 * Anthropic's newer models refuse sampling parameters.
 */
const TABLE: readonly CapabilityRow[] = [
  { models: /^gpt-\d+-chat/u, temperature: true, completionTokens: false },
  { models: /^gpt-(?:[5-9]|\d\d)/u, temperature: false, completionTokens: true },
  { models: /^o\d/u, temperature: false, completionTokens: true },
  { models: /^gpt-4o(?:-mini)?-search-preview/u, temperature: false, completionTokens: false },
  { models: /^claude-opus-4[-.][7-9]/u, temperature: false, completionTokens: false },
  { models: /^claude-[a-z]+-(?:[5-9]|\d\d)(?:\D|$)/u, temperature: false, completionTokens: false },
];

const PLAIN: ModelCapabilities = { temperature: true, completionTokens: false };

/** Looks up a model by its name, without a router's `vendor/` and a fine-tune's `ft:`. An unknown model accepts the usual parameters. */
export function capabilitiesOf(model: string): ModelCapabilities {
  const name = model.replace(/^.*\//u, "").replace(/^ft:/u, "").toLowerCase();
  return TABLE.find((row) => row.models.test(name)) ?? PLAIN;
}
