import * as v from "valibot";

import { guess } from "../layers/guess.ts";
import { anyText, filledText } from "./rules.ts";

/** A template with something in it, in which `{{name}}` is one of `names`. */
export function template(names: readonly string[]): v.GenericSchema<string> {
  return v.pipe(filledText(), onlyVariables(names));
}

/** The same, or an empty text: no message. */
export function templateOrNothing(names: readonly string[]): v.GenericSchema<string> {
  return v.pipe(anyText(), onlyVariables(names));
}

/** For the description of a template. */
export function variablesText(names: readonly string[]): string {
  return names.map(inBraces).join(", ");
}

/** As a template writes it. */
export function inBraces(name: string): string {
  return `{{${name}}}`;
}

function onlyVariables(names: readonly string[]): v.GenericPipeAction<string> {
  return v.check(
    (text) => unknownIn(text, names) === undefined,
    ({ input }) => {
      const unknown = unknownIn(input, names) ?? "";
      const meant = guess(unknown, names);
      const hint = meant === undefined ? "" : `, did you mean {{${meant}}}?`;
      return `must not use {{${unknown}}} but only ${variablesText(names)}${hint}`;
    },
  );
}

/** The first name in double braces that nothing will be put in place of. */
function unknownIn(text: string, names: readonly string[]): string | undefined {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/gu)]
    .map(([, name = ""]) => name)
    .find((name) => !names.includes(name));
}
