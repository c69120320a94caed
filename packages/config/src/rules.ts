import * as v from "valibot";

// The kinds of values that settings take. The message of each is the second half of an issue: what is allowed.

/** A whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number): v.GenericSchema<number> {
  const allowed = `must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(allowed),
    v.integer(allowed),
    v.minValue(min, allowed),
    v.maxValue(max, allowed),
  );
}

/** A number from `min` to `max`, both included. */
export function numberBetween(min: number, max: number): v.GenericSchema<number> {
  const allowed = `must be a number from ${min} to ${max}`;
  return v.pipe(v.number(allowed), v.minValue(min, allowed), v.maxValue(max, allowed));
}

export function trueOrFalse(): v.GenericSchema<boolean> {
  return v.boolean("must be true or false");
}

export function oneOf<const Words extends readonly string[]>(
  words: Words,
): v.GenericSchema<Words[number]> {
  return v.picklist(words, `must be one of ${words.join(", ")}`);
}

/** A text with something to see in it. */
export function nameText(): v.GenericSchema<string> {
  const allowed = "must be a name in quotes, not empty";
  return v.pipe(v.string(allowed), v.regex(/\S/u, allowed));
}

/** A text with something to see in it, or an empty one, which takes the value back. */
export function nameOrNothing(): v.GenericSchema<string> {
  const allowed = "must be a name in quotes";
  return v.pipe(v.string(allowed), v.regex(/^$|\S/u, allowed));
}

/** An address that `fetch` takes: it refuses a user name or password inside. */
export function webAddress(): v.GenericSchema<string> {
  const allowed = "must be an http:// or https:// address without a user name or password";
  return v.pipe(v.string(allowed), v.check(isWebAddress, allowed));
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === "" && password === "";
}
