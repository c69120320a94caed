import { toAmount } from "./amount.ts";

/** Formats the length of a window in the largest unit that gives a whole number: `1h`, `45m`, `90m`, `24h`, `90s`. */
export function windowLabel(seconds: number): string {
  const whole = Math.round(toAmount(seconds));
  if (whole === 0 || whole % 60 !== 0) {
    return `${whole}s`;
  }
  return whole % 3600 === 0 ? `${whole / 3600}h` : `${whole / 60}m`;
}
