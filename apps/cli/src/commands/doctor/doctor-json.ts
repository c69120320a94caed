import type { Section } from "./check.ts";
import { countOf } from "./doctor-summary.ts";

/** Raised when a field changes its meaning or goes. */
const SCHEMA = 1;

/** What `--json` prints: everything that was found, as one object. */
export function doctorJson(sections: readonly Section[]): string {
  const healthy = countOf("fail", sections) === 0;
  return `${JSON.stringify({ schema: SCHEMA, healthy, sections }, undefined, 2)}\n`;
}
