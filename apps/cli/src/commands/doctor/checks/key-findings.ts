import { type KeySource, PROVIDERS } from "../../../settings/key-sources.ts";
import { type Finding, ok } from "../check.ts";

/** Which providers have a key, and where it is; the key is never shown. The check of the providers reports a missing one. */
export function keyFindings(sources: readonly KeySource[]): readonly Finding[] {
  const without = PROVIDERS.filter((name) => sources.every(({ provider }) => provider !== name));
  const names = without.map((name) => (name === "ollama" ? "ollama (which needs none)" : name));
  return [
    ...sources.map(({ provider, source }) => ok(`${provider} has a key: ${source}`)),
    ...(names.length === 0 ? [] : [ok(`no key for ${names.join(", ")}`)]),
  ];
}
