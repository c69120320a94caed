import type { ModelTarget } from "../../config.ts";
import { describeValue } from "../../describe/format-value.ts";
import { closestName } from "../closest-name.ts";
import { KNOWN_PROVIDERS } from "../sections/compatible.ts";
import type { Check } from "./check.ts";

/** Every provider that is named is built in or has a [compatible.NAME] section. */
export const PROVIDERS_CHECK: Check = {
  reads: ["provider", "compatible", "models", "roles"],
  find({ provider, compatible, models, roles }) {
    const known = [...KNOWN_PROVIDERS, ...compatible.keys()];
    const targets = Object.entries<readonly ModelTarget[]>({ ...models }).flatMap(
      ([surface, rows]) =>
        rows.map((row, index) => [`models.${surface}[${index}].provider`, row.provider] as const),
    );
    const inRoles = [...roles].map(
      ([name, role]) => [`roles.${name}.provider`, role.provider] as const,
    );
    const named = [["provider.name", provider.name] as const, ...targets, ...inRoles];
    return named.flatMap(([key, name]) =>
      name === undefined || known.includes(name)
        ? []
        : [{ key, message: unknownProvider(name, known) }],
    );
  },
};

function unknownProvider(name: string, known: readonly string[]): string {
  const suggestion = closestName(name, known);
  const allowed = `must be one of ${known.join(", ")}, or the NAME of a [compatible.NAME]`;
  return `is ${describeValue(name)}, ${suggestion === undefined ? allowed : `did you mean "${suggestion}"?`}`;
}
