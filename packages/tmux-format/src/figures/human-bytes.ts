import { toAmount } from "./amount.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/**
 * A size for people: `0B`, `999B`, `1kB`, `1.2kB`, `3.4GB`. A thousand is a thousand; rounded to one
 * decimal, which is left out when it is 0. What is no size (NaN, negative, infinite) is `0B`.
 */
export function humanBytes(bytes: number): string {
  const exact = toAmount(bytes);
  for (const [power, unit] of UNITS.entries()) {
    const rounded = roundedTo(power, exact);
    if (rounded < 1000) {
      return `${rounded}${unit}`;
    }
  }
  return `${roundedTo(UNITS.length, exact)}PB`;
}

function roundedTo(power: number, bytes: number): number {
  return power === 0 ? Math.round(bytes) : Math.round(bytes / (1000 ** power / 10)) / 10;
}
