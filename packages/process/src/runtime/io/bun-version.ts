import process from "node:process";

/** The version of Bun in the native executable, such as `1.4.5`; `undefined` on Node. */
export function bunVersion(): string | undefined {
  return process.versions["bun"];
}
