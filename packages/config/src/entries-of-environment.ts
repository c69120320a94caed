import * as v from "valibot";

import { type Entry, entryOf, mistake } from "./entry.ts";
import { guess } from "./guess.ts";
import { SETTINGS, type Setting } from "./schema.ts";

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
 * What the `HEXAI_*` variables say. One that is empty or blank is not set. One that nearly has the name of
 * a setting is a mistake; all others belong to somebody else.
 */
export function entriesOfEnvironment(environment: Environment): readonly Entry[] {
  return [
    ...SETTINGS.flatMap((setting) => entryOfVariable(setting, environment)),
    ...Object.keys(environment).flatMap(misspeltVariable),
  ];
}

function entryOfVariable(setting: Setting, environment: Environment): readonly Entry[] {
  const { variable, schema } = setting;
  const text = environment[variable]?.trim() ?? "";
  if (text === "") {
    return [];
  }
  const readings = [text, numberOf(text), FLAGS.get(text.toLowerCase())];
  const value = readings.find((reading) => reading !== undefined && v.is(schema, reading)) ?? text;
  return [entryOf(setting, value, { type: "environment", variable })];
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}

function misspeltVariable(variable: string): readonly Entry[] {
  const known = SETTINGS.map((setting) => setting.variable);
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
