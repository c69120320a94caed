import { toAmount } from "./amount.ts";

const UNITS = ["", "k", "M", "G", "T"] as const;

/**
 * A number of tokens for people: `0`, `999`, `1.2k`, `41k`, `3.4M`. Below ten of a unit it has one decimal, which is left out
 * when it is 0. What is no number (NaN, negative, infinite) is `0`.
 */
export function humanTokens(tokens: number): string {
  const exact = toAmount(tokens);
  for (const [power, unit] of UNITS.entries()) {
    const rounded = roundedTo(power, exact);
    if (rounded < 1000) {
      return `${rounded}${unit}`;
    }
  }
  return `${roundedTo(UNITS.length, exact)}P`;
}

function roundedTo(power: number, tokens: number): number {
  const value = tokens / 1000 ** power;
  return power === 0 || value >= 9.95 ? Math.round(value) : Math.round(value * 10) / 10;
}
