import { quoted } from "./quoted.ts";

/** One part of a key as it is written in TOML. */
export function shownKey(name: string): string {
  return /^[\w-]+$/u.test(name) ? name : quoted(name);
}
