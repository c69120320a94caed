/** How a family of models marks the gap to fill in, for raw prompts. */
export interface FimFamily {
  readonly models: RegExp;
  /** Builds the raw prompt that asks for the text between `prefix` and `suffix`. */
  readonly promptOf: (prefix: string, suffix: string) => string;
  /** The FIM tokens of this family, which are removed from the texts that are sent and from those that are shown. */
  readonly tokens: readonly string[];
  /** The family's other special tokens, which also end a completion. */
  readonly stops: readonly string[];
}

const PIPED_TOKENS = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>"];
const ANGLE_TOKENS = ["<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>"];
const DEEPSEEK_TOKENS = ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"];

/** First match wins. The formats are those of the models' own cards and of Ollama's templates for them. */
const FAMILIES: readonly FimFamily[] = [
  {
    models: /qwen.*coder|codeqwen/u,
    promptOf: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    tokens: [...PIPED_TOKENS, "<|repo_name|>", "<|file_sep|>"],
    stops: ["<|endoftext|>", "<|im_end|>"],
  },
  {
    models: /codegemma/u,
    promptOf: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    tokens: PIPED_TOKENS,
    stops: ["<|file_separator|>"],
  },
  {
    models: /starcoder|stable-?code/u,
    promptOf: (prefix, suffix) => `<fim_prefix>${prefix}<fim_suffix>${suffix}<fim_middle>`,
    tokens: ANGLE_TOKENS,
    stops: ["<|endoftext|>", "<file_sep>"],
  },
  {
    models: /deepseek-?coder/u,
    promptOf: (prefix, suffix) => `<｜fim▁begin｜>${prefix}<｜fim▁hole｜>${suffix}<｜fim▁end｜>`,
    tokens: DEEPSEEK_TOKENS,
    stops: ["<｜end▁of▁sentence｜>"],
  },
  {
    models: /code-?llama(?!.*(?:python|34b|70b))/u,
    promptOf: (prefix, suffix) => `<PRE> ${prefix} <SUF>${suffix} <MID>`, // the spaces matter
    tokens: ["<PRE>", "<SUF>", "<MID>"],
    stops: ["<EOT>"],
  },
  {
    models: /codestral/u,
    promptOf: (prefix, suffix) => `[SUFFIX]${suffix}[PREFIX] ${prefix}`,
    tokens: ["[SUFFIX]", "[PREFIX]", "[MIDDLE]"],
    stops: ["</s>"],
  },
];

/** The family of `model` by its name, behind a router's `vendor/` too, or undefined when it is not known to fill in the middle. */
export function fimFamilyOf(model: string): FimFamily | undefined {
  const name = model.toLowerCase();
  return FAMILIES.find(({ models }) => models.test(name));
}

/**
 * The tokens that `model` may interpret: those of its family, or for an unknown family those that never occur in ordinary
 * text.
 */
export function fimTokensOf(model: string): readonly string[] {
  const family = fimFamilyOf(model);
  return family === undefined
    ? [...PIPED_TOKENS, ...ANGLE_TOKENS, ...DEEPSEEK_TOKENS]
    : [...family.tokens, ...family.stops];
}

/**
 * The marks that end a completion of `model` wherever they occur: the special tokens after which a new text begins, and the
 * closing marks that models invent, such as `</fim_middle>`.
 */
export function fimEndMarksOf(model: string): readonly string[] {
  const family = fimFamilyOf(model);
  const tokens = family?.tokens ?? [...PIPED_TOKENS, ...ANGLE_TOKENS, ...DEEPSEEK_TOKENS];
  return [
    ...(family?.stops ?? []),
    ...ANGLE_TOKENS.map(closingMarkOf),
    ...tokens.map(closingMarkOf),
  ];
}

/** `</fim_middle>` for `<fim_middle>`, `<|/fim_middle|>` for `<|fim_middle|>`. */
function closingMarkOf(token: string): string {
  return token.replace(/^([<[][|｜]?)/u, "$1/");
}
