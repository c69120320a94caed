import type { ConfigOrigin } from "./config-issue.ts";

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
