import { randomInt } from "node:crypto";

/** A number from 0 to 1. */
export function randomFraction(): number {
  const range = 2 ** 32;
  return randomInt(range) / range;
}
