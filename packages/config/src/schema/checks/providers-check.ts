import type { ModelTarget } from "../../config.ts";
import { describeValue } from "../../describe/describe-value.ts";
import { guess } from "../../layers/guess.ts";
import { KNOWN_PROVIDERS } from "../sections/compatible.ts";
import type { Check } from "./check.ts";

/** Whoever is named is a provider of Hexai's or a host of the user's. */
export const PROVIDERS_CHECK: Check = {
  reads: ["provider", "compatible", "models"],
  find({ provider, compatible, models }) {
    const known = [...KNOWN_PROVIDERS, ...compatible.keys()];
    const targets = Object.entries<readonly ModelTarget[]>({ ...models }).flatMap(
      ([surface, rows]) =>
        rows.map((row, index) => [`models.${surface}[${index}].provider`, row.provider] as const),
    );
    return [["provider.name", provider.name] as const, ...targets].flatMap(([key, name]) =>
      name === undefined || known.includes(name)
        ? []
        : [{ key, message: unknownProvider(name, known) }],
    );
  },
};

function unknownProvider(name: string, known: readonly string[]): string {
  const meant = guess(name, known);
  const allowed = `must be one of ${known.join(", ")}, or the NAME of a [compatible.NAME]`;
  return `is ${describeValue(name)}, ${meant === undefined ? allowed : `did you mean "${meant}"?`}`;
}
