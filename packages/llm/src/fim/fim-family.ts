/** How a family of models marks the hole in a text, for raw prompts. */
export interface FimFamily {
  readonly models: RegExp;
  /** The raw prompt that asks for what belongs between `prefix` and `suffix`. */
  readonly promptOf: (prefix: string, suffix: string) => string;
  /** The marks of this family. They must not be in the texts that are sent, nor in those that are shown. */
  readonly tokens: readonly string[];
  /** What else ends a completion: the family's other special tokens. */
  readonly stops: readonly string[];
}

const BARRED = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>"];
const PLAIN = ["<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>"];
const DEEPSEEK = ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"];

/** First match wins. The formats are those of the models' own cards and of Ollama's templates for them. */
const FAMILIES: readonly FimFamily[] = [
  {
    models: /qwen.*coder|codeqwen/u,
    promptOf: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    tokens: [...BARRED, "<|repo_name|>", "<|file_sep|>"],
    stops: ["<|endoftext|>", "<|im_end|>"],
  },
  {
    models: /codegemma/u,
    promptOf: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    tokens: BARRED,
    stops: ["<|file_separator|>"],
  },
  {
    models: /starcoder|stable-?code/u,
    promptOf: (prefix, suffix) => `<fim_prefix>${prefix}<fim_suffix>${suffix}<fim_middle>`,
    tokens: PLAIN,
    stops: ["<|endoftext|>", "<file_sep>"],
  },
  {
    models: /deepseek-?coder/u,
    promptOf: (prefix, suffix) => `<｜fim▁begin｜>${prefix}<｜fim▁hole｜>${suffix}<｜fim▁end｜>`,
    tokens: DEEPSEEK,
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

/** The family of `model` by its name, behind a router's `vendor/` too, or undefined when it is none that fills holes. */
export function fimFamilyOf(model: string): FimFamily | undefined {
  const name = model.toLowerCase();
  return FAMILIES.find(({ models }) => models.test(name));
}

/**
 * The marks that `model` could take for its own: those of its family, and for an unknown family those that are nobody's
 * ordinary text.
 */
export function fimTokensOf(model: string): readonly string[] {
  const family = fimFamilyOf(model);
  return family === undefined
    ? [...BARRED, ...PLAIN, ...DEEPSEEK]
    : [...family.tokens, ...family.stops];
}

/**
 * What ends a completion of `model` wherever it stands in its text: the special tokens behind which a new text begins, and the
 * closing marks that models make up, such as `</fim_middle>`.
 */
export function fimEndMarksOf(model: string): readonly string[] {
  const family = fimFamilyOf(model);
  const tokens = family?.tokens ?? [...BARRED, ...PLAIN, ...DEEPSEEK];
  return [...(family?.stops ?? []), ...PLAIN.map(closingMarkOf), ...tokens.map(closingMarkOf)];
}

/** `</fim_middle>` for `<fim_middle>`, `<|/fim_middle|>` for `<|fim_middle|>`. */
function closingMarkOf(token: string): string {
  return token.replace(/^([<[][|｜]?)/u, "$1/");
}
