import * as v from "valibot";

import type { ModelOptions } from "../config.ts";
import { describeValue, formatKey } from "../describe/format-value.ts";
import { isTable } from "./rules.ts";

/**
 * What Hexai sets itself, in the names of all providers. `n` asks for several answers, whose texts would be mixed. Some servers read
 * the names of fields without regard to their case, so these are compared that way.
 */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  "messages",
  "model",
  "stream",
  "stream_options",
  "system",
  "prompt",
  "suffix",
  "raw",
  "max_tokens",
  "max_completion_tokens",
  "num_predict",
  "temperature",
  "n",
]);

/** Deep enough for every option that there is, and so shallow that no walk runs out of stack. */
const MAX_LEVELS = 16;

/** Options of a model by name. */
export function modelOptionsRule(): v.GenericSchema<ModelOptions> {
  const allowed = "must be a table of options, as in { top_p = 0.9 }";
  return v.pipe(
    v.custom<ModelOptions>(isTable, allowed),
    v.check(
      (table) => optionsProblem(table) === undefined,
      ({ input }) => optionsProblem(input) ?? allowed,
    ),
  );
}

/** What is wrong with `options`, as the second half of an issue, or undefined. */
export function optionsProblem(options: object): string | undefined {
  return Object.entries<unknown>({ ...options })
    .map(([name, value]) => nameProblem(name) ?? valueProblem(formatKey(name), value, MAX_LEVELS))
    .find((problem) => problem !== undefined);
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === "") {
    return "must not have an option without a name";
  }
  return OWN_FIELDS.has(name.toLowerCase())
    ? `must not have ${formatKey(name)}, which Hexai sets itself${SETTINGS_FOR.get(name.toLowerCase()) ?? ""}`
    : undefined;
}

/** How to set what has a setting of its own. */
const SETTINGS_FOR: ReadonlyMap<string, string> = new Map([
  ["model", ": use model, or --model"],
  ["temperature", ": use temperature, or --temperature"],
  ["system", ": use system, or --system"],
  ["max_tokens", ": use general.max_tokens, or --max-tokens"],
  ["max_completion_tokens", ": use general.max_tokens, or --max-tokens"],
  ["num_predict", ": use general.max_tokens, or --max-tokens"],
]);

/** JSON has no dates and no infinity, and a whole number that a double cannot hold would arrive as another one. */
function valueProblem(name: string, value: unknown, levels: number): string | undefined {
  if (levels === 0) {
    return `must not nest ${name} deeper than ${MAX_LEVELS} levels`;
  }
  if (typeof value === "string" || typeof value === "boolean") {
    return undefined;
  }
  if (value === null) {
    return `must have a value for ${name}, which is null; leave it out`;
  }
  if (typeof value === "number") {
    const isExact = Number.isFinite(value) && (!Number.isInteger(value) || isSafe(value));
    return isExact
      ? undefined
      : `must have a number that JSON can hold for ${name}, and ${describeValue(value)} is none`;
  }
  if (Array.isArray(value)) {
    return value
      .map((item) => valueProblem(name, item, levels - 1))
      .find((problem) => problem !== undefined);
  }
  if (isTable(value)) {
    return Object.entries<unknown>({ ...value })
      .map(([inner, item]) => valueProblem(`${name}.${formatKey(inner)}`, item, levels - 1))
      .find((problem) => problem !== undefined);
  }
  return `must have a text in quotes for ${name}, because JSON has no dates and times`;
}

function isSafe(value: number): boolean {
  return Number.isSafeInteger(value) || Math.abs(value) >= 1e21;
}
