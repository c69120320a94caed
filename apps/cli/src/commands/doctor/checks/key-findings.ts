import { type KeyPlace, PROVIDERS } from "../../../settings/key-places.ts";
import { type Finding, ok } from "../check.ts";

/** Which providers have a key, and where it is; never what it is. That one is missing is told by who needs it. */
export function keyFindings(places: readonly KeyPlace[]): readonly Finding[] {
  const without = PROVIDERS.filter((name) => places.every(({ provider }) => provider !== name));
  const names = without.map((name) => (name === "ollama" ? "ollama (which needs none)" : name));
  return [
    ...places.map(({ provider, place }) => ok(`${provider} has a key: ${place}`)),
    ...(names.length === 0 ? [] : [ok(`no key for ${names.join(", ")}`)]),
  ];
}
