import { type Finding, ok, warn } from "../check.ts";

/** Whether programs take the terminal for one that shows Σ and ↑. The first of these variables that is set decides (POSIX). */
export function terminalFindings(
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  const name = ["LC_ALL", "LC_CTYPE", "LANG"].find((each) => (env[each] ?? "") !== "");
  const value = name === undefined ? "" : (env[name] ?? "");
  if (/utf-?8/iu.test(value)) {
    return [ok(`the locale is UTF-8 (${name}=${value})`)];
  }
  const found =
    name === undefined ? "no locale is set" : `the locale is not UTF-8 (${name}=${value})`;
  return [
    warn(
      `${found}: Σ and ↑ may be drawn as _ or ?`,
      `in the shell's start file: export ${name ?? "LANG"}=C.UTF-8`,
    ),
  ];
}
