import * as v from "valibot";

import { SETTINGS, type Setting } from "../schema/schema.ts";
import { variableOf } from "../schema/variable-of.ts";
import { type Entry, entryOf, mistake } from "./entry.ts";
import { guess } from "./guess.ts";
import { isTakingBack } from "./is-taking-back.ts";

/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["off", false],
  ["0", false],
]);

/**
 * What the `HEXAI_*` variables say. One that is empty or blank is not set; `""` and `[]` stand for an empty value. A
 * list has commas, or is written as in JSON. One that nearly has the name of a setting is a mistake; all others
 * belong to somebody else.
 */
export function entriesOfEnvironment(environment: Environment): readonly Entry[] {
  const settings = new Map(
    SETTINGS.flatMap((setting) => {
      const variable = variableOf(setting);
      return variable === undefined ? [] : [[variable, setting]];
    }),
  );
  const ours = Object.keys(environment).filter((variable) => variable.startsWith("HEXAI_"));
  return ours.flatMap((variable) => {
    const setting = settings.get(variable);
    return setting === undefined
      ? misspeltVariable(variable, [...settings.keys()])
      : entryOfVariable(variable, setting, environment[variable]);
  });
}

function entryOfVariable(
  variable: string,
  { key, shape }: Setting,
  value: string | undefined,
): readonly Entry[] {
  const text = value?.trim() ?? "";
  if (text === "") {
    return [];
  }
  const meant = readingsOf(text).find(
    (reading) => isTakingBack(shape, reading) || v.is(shape.rule, reading),
  );
  return [entryOf(key, shape, meant ?? text, { type: "environment", variable })];
}

/** What a text may stand for, the most special first. */
function readingsOf(text: string): readonly unknown[] {
  const number = Number(text);
  return [
    ...jsonOf(text),
    text,
    ...(Number.isNaN(number) ? [] : [number]),
    FLAGS.get(text.toLowerCase()),
    text.split(",").map((item) => item.trim()),
  ].filter((reading) => reading !== undefined);
}

function jsonOf(text: string): readonly unknown[] {
  if (text !== '""' && !text.startsWith("[")) {
    return [];
  }
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return []; // a pattern or a name may begin with a bracket
    }
    throw error;
  }
}

function misspeltVariable(variable: string, known: readonly string[]): readonly Entry[] {
  const meant = guess(variable, known);
  const message = `is not known, did you mean ${meant}?`;
  return meant === undefined
    ? []
    : [mistake({ type: "environment", variable }, undefined, message)];
}
