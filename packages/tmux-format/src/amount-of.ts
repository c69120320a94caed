/** The value itself when it can be an amount of something, else 0: no NaN is ever drawn. */
export function amountOf(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** An amount as a whole number. */
export function countOf(value: number): string {
  return String(Math.round(amountOf(value)));
}
