import * as v from "valibot";

import { closestName } from "../schema/closest-name.ts";
import { isTable } from "../schema/rules.ts";
import { SETTINGS, type Setting } from "../schema/schema.ts";
import { variableOf } from "../schema/schema.ts";
import { type Entry, settingEntry, mistake } from "./entry.ts";
import { resetsToDefault } from "./entry.ts";

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
 * The entries for the `HEXAI_*` variables. An empty or blank variable counts as not set; `""` and `[]` mean an empty value.
 * A list is separated by commas or written as JSON. A variable whose name is nearly that of a setting is a mistake; all
 * other variables are ignored, because other programs may use them.
 */
export function environmentEntries(environment: Environment): readonly Entry[] {
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
      : variableEntry(variable, setting, environment[variable]);
  });
}

function variableEntry(
  variable: string,
  { key, shape }: Setting,
  value: string | undefined,
): readonly Entry[] {
  const text = value?.trim() ?? "";
  if (text === "") {
    return [];
  }
  const all = readings(text);
  const accepted = all.find(
    (reading) => resetsToDefault(shape, reading) || v.is(shape.rule, reading),
  );
  if (
    accepted === undefined &&
    text.startsWith("{") &&
    !all.some(isTable) &&
    v.is(shape.rule, {})
  ) {
    const message = 'must be a table written as JSON, as in {"NAME": "VALUE"}';
    return [mistake({ type: "environment", variable }, key, message)];
  }
  const wrong = all.find(isTable) ?? text; // The message is about what is in a table.
  return [settingEntry(key, shape, accepted ?? wrong, { type: "environment", variable })];
}

/** The values that a text may mean, the most specific first; the first one that the rule allows is taken. */
function readings(text: string): readonly unknown[] {
  const number = Number(text);
  return [
    ...parseJson(text),
    text,
    ...(Number.isNaN(number) ? [] : [number]),
    FLAGS.get(text.toLowerCase()),
    text.split(",").map((item) => item.trim()),
  ].filter((reading) => reading !== undefined);
}

function parseJson(text: string): readonly unknown[] {
  if (text !== '""' && !/^[[{]/u.test(text)) {
    return [];
  }
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return []; // A pattern or a name may begin with a bracket or a brace.
    }
    throw error;
  }
}

function misspeltVariable(variable: string, known: readonly string[]): readonly Entry[] {
  const suggestion = closestName(variable, known);
  const message = `is not known, did you mean ${suggestion}?`;
  return suggestion === undefined
    ? []
    : [mistake({ type: "environment", variable }, undefined, message)];
}
