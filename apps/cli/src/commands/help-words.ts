// What `--help` and the man page both say.

export const ABOUT = `Asks a language model and streams its answer to stdout. What comes in on stdin is sent below the
prompt. With neither of them, on a terminal, the editor opens that HEXAI_EDITOR, VISUAL or EDITOR
names. A prompt with the word "explain" gets a long answer, any other a short one.`;

/** What may stand beside the flags of the tables. */
export const FURTHER_FLAGS: readonly { readonly name: string; readonly help: string }[] = [
  { name: "-0, -1, …", help: "of several models.cli ask only the first, the second, …" },
  { name: "--", help: "what follows is the prompt: hexai -- stats" },
];

export const KEY_PLACES = `The key of a provider is read from HEXAI_OPENAI_API_KEY or OPENAI_API_KEY, and so for ANTHROPIC,
OPENROUTER and OLLAMA; hexai config shows which were found.`;

export const EXIT_CODES: readonly { readonly code: number; readonly help: string }[] = [
  { code: 0, help: "success" },
  { code: 1, help: "the provider failed or the configuration is wrong" },
  { code: 2, help: "wrong usage or no input" },
  { code: 70, help: "a bug in hexai" },
  { code: 130, help: "after Ctrl-C" },
  { code: 141, help: "when nobody reads the answer any more" },
];
