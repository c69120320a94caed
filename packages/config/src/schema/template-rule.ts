import * as v from "valibot";

import { closestName } from "./closest-name.ts";
import { anyText, filledText } from "./rules.ts";

/** A template that is not blank and uses only variables in `names`. */
export function template(names: readonly string[]): v.GenericSchema<string> {
  return v.pipe(filledText(), onlyVariables(names));
}

/** Like `template`, but it may be empty, which means that no message is sent. */
export function templateOrNothing(names: readonly string[]): v.GenericSchema<string> {
  return v.pipe(anyText(), onlyVariables(names));
}

/** The list of variables in the description of a template. */
export function variablesText(names: readonly string[]): string {
  return names.map(inBraces).join(", ");
}

/** A variable as a template writes it. */
export function inBraces(name: string): string {
  return `{{${name}}}`;
}

function onlyVariables(names: readonly string[]): v.GenericPipeAction<string> {
  return v.check(
    (text) => unknownVariable(text, names) === undefined,
    ({ input }) => {
      const unknown = unknownVariable(input, names) ?? "";
      const suggestion = closestName(unknown, names);
      const hint = suggestion === undefined ? "" : `, did you mean {{${suggestion}}}?`;
      return `must not use {{${unknown}}} but only ${variablesText(names)}${hint}`;
    },
  );
}

/** The first variable of the template that is not in `names`. */
function unknownVariable(text: string, names: readonly string[]): string | undefined {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/gu)]
    .map(([, name = ""]) => name)
    .find((name) => !names.includes(name));
}
