/**
 * What a check has found: `ok` needs nothing, `warn` works but could be better, `fail` needs the user. Whoever is not
 * told that all is well is told what to do.
 */
export type Finding =
  | { readonly mark: "ok"; readonly text: string }
  | { readonly mark: "fail" | "warn"; readonly text: string; readonly todo: string };

export function ok(text: string): Finding {
  return { mark: "ok", text };
}

export function warn(text: string, todo: string): Finding {
  return { mark: "warn", text, todo };
}

export function fail(text: string, todo: string): Finding {
  return { mark: "fail", text, todo };
}
