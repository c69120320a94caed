import type { TokenUsage } from "@hexai/chat";

/** What a provider counted, as a part of something; nothing when it counted nothing. */
export function tokensOf(
  input: number | undefined,
  output: number | undefined,
): { readonly tokens?: TokenUsage } {
  return input === undefined && output === undefined
    ? {}
    : {
        tokens: {
          ...(input === undefined ? {} : { input }),
          ...(output === undefined ? {} : { output }),
        },
      };
}
