import * as v from "valibot";

import { type Entry, entryOf, mistake } from "./entry.ts";
import { guess } from "./guess.ts";
import { isTakingBack } from "./is-taking-back.ts";
import { SETTINGS, type Setting } from "./schema.ts";
import { variableOf } from "./variable-of.ts";

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
  const known = SETTINGS.map(variableOf).filter((variable) => variable !== undefined);
  return [
    ...SETTINGS.flatMap((setting) => entryOfVariable(setting, environment)),
    ...Object.keys(environment).flatMap((variable) => misspeltVariable(variable, known)),
  ];
}

function entryOfVariable(setting: Setting, environment: Environment): readonly Entry[] {
  const { key, shape } = setting;
  const variable = variableOf(setting);
  const text = variable === undefined ? "" : (environment[variable]?.trim() ?? "");
  if (variable === undefined || text === "") {
    return [];
  }
  const value = readingsOf(text).find(
    (reading) => isTakingBack(shape, reading) || v.is(shape.rule, reading),
  );
  return [entryOf(key, shape, value ?? text, { type: "environment", variable })];
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
  if (!variable.startsWith("HEXAI_") || known.includes(variable)) {
    return [];
  }
  const meant = guess(variable, known);
  return meant === undefined
    ? []
    : [
        mistake(
          { type: "environment", variable },
          undefined,
          `is not known, did you mean ${meant}?`,
        ),
      ];
}
