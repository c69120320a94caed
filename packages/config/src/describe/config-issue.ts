/** Where a value, or a mistake, comes from. */
export type ConfigOrigin =
  | {
      readonly type: "file";
      readonly file: string;
      /** From 1; absent when the file as a whole is meant. */
      readonly line?: number;
      /** The project's file and not the user's. */
      readonly isProject?: true;
    }
  | { readonly type: "environment"; readonly variable: string }
  /** What the client of the language server says. */
  | { readonly type: "editor" }
  | { readonly type: "override" };

/** One mistake in the configuration. */
export interface ConfigIssue {
  readonly origin: ConfigOrigin;
  /** Such as `openai.model`; absent when no single key is to blame. */
  readonly key?: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
}

/**
 * One line for the user: `FILE:LINE: key: what is wrong, what is allowed`, and for the environment
 * `VARIABLE: what is wrong, what is allowed`. What the editor says begins with `the editor's settings`.
 */
export function formatConfigIssue({ origin, key, message }: ConfigIssue): string {
  return [...placeOf(origin, key), message].join(": ");
}

function placeOf(origin: ConfigOrigin, key: string | undefined): readonly string[] {
  const keys = key === undefined ? [] : [key];
  if (origin.type === "environment") {
    return [origin.variable];
  }
  if (origin.type === "override") {
    return keys;
  }
  if (origin.type === "editor") {
    return ["the editor's settings", ...keys];
  }
  return [origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`, ...keys];
}
