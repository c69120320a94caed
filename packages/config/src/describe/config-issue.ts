import { sanitizeName } from "@hexai/terminal/text";

/** Where a value or a mistake was found. */
export type ConfigOrigin =
  | {
      readonly type: "file";
      readonly file: string;
      /** Counted from 1. Not set when the issue is about the whole file. */
      readonly line?: number;
      /** Set when this is a project's file. */
      readonly isProject?: true;
    }
  | { readonly type: "environment"; readonly variable: string }
  /** The settings that the client of the language server sent. */
  | { readonly type: "editor" }
  | { readonly type: "override" };

/** One mistake in the configuration. */
export interface ConfigIssue {
  readonly origin: ConfigOrigin;
  /** Such as `openai.model`. Not set when the issue is not about one key. */
  readonly key?: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
  /** Set when the whole file was not read, because another user may have written it. */
  readonly isRefused?: true;
  /** Set when nothing is wrong, and the value was left out because the caller wants none of this key from a project. */
  readonly isUnused?: true;
}

/**
 * One line for the user: `FILE:LINE: key: what is wrong, what is allowed`, and for the environment
 * `VARIABLE: what is wrong, what is allowed`. An issue in the editor's settings begins with `the editor's settings`.
 */
export function formatConfigIssue({ origin, key, message }: ConfigIssue): string {
  return sanitizeName([...formatPlace(origin, key), message].join(": "));
}

function formatPlace(origin: ConfigOrigin, key: string | undefined): readonly string[] {
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

/** Where a value comes from, in words: `FILE:LINE`, the variable's name, `the editor`, `a flag` or `default`. */
export function formatConfigOrigin(origin: ConfigOrigin | undefined): string {
  if (origin?.type === "file") {
    return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`;
  }
  if (origin?.type === "environment") {
    return origin.variable;
  }
  if (origin?.type === "editor") {
    return "the editor";
  }
  return origin === undefined ? "default" : "a flag";
}
