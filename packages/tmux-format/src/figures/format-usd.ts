import { toAmount } from "./amount.ts";

const SMALLEST_USD = 0.00001;

/**
 * An amount of US dollars for people: `$0`, `$0.00042`, `$0.12`, `$4.215`, `$12.35`. Small ones have two significant digits, and
 * those below ten dollars up to three decimals.
 */
export function formatUsd(usd: number): string {
  const amount = toAmount(usd);
  if (amount === 0) {
    return "$0";
  }
  if (amount < SMALLEST_USD) {
    return `<$${SMALLEST_USD.toFixed(5)}`;
  }
  if (amount < 0.1) {
    const decimals = 1 - Math.floor(Math.log10(amount));
    return `$${withoutZeros(amount.toFixed(decimals))}`;
  }
  return `$${amount < 9.9995 ? withoutZeros(amount.toFixed(3)) : amount.toFixed(2)}`;
}

/** At least two decimals stay. */
function withoutZeros(amount: string): string {
  return amount.replace(/(\.\d\d\d*?)0+$/u, "$1");
}
