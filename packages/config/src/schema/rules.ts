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

/** For what can only be switched on here. */
export function onlyTrue(): v.GenericSchema<boolean> {
  return v.pipe(
    v.boolean("must be true"),
    v.check((value) => value, "can only be switched off by the user, must be true"),
  );
}

export function oneOf<const Words extends readonly string[]>(
  words: Words,
): v.GenericSchema<Words[number]> {
  return v.picklist(words, `must be one of ${words.join(", ")}`);
}

/**
 * A text that `isAllowed`. A function and not a pattern: to make one that knows Unicode takes a part of a millisecond,
 * and few programs check more than a few values.
 */
export function textLike(
  isAllowed: (text: string) => boolean,
  allowed: string,
): v.GenericSchema<string> {
  return v.pipe(v.string(allowed), v.check(isAllowed, allowed));
}

/** A text of one line with something to see in it. */
export function nameText(): v.GenericSchema<string> {
  return textLike(
    (text) => /^(?=.*\S)[^\p{Cc}]+$/u.test(text),
    "must be a name in quotes, not empty and without line breaks",
  );
}

/** A text of any number of lines with something to see in it. */
export function filledText(): v.GenericSchema<string> {
  return textLike((text) => /\S/u.test(text), "must be a text in quotes, not empty");
}

/** A text that may be empty. */
export function anyText(): v.GenericSchema<string> {
  return v.string("must be a text in quotes");
}

/** A list of texts each of which `isAllowed`. */
export function listOf(
  isAllowed: (text: string) => boolean,
  allowed: string,
): v.GenericSchema<readonly string[]> {
  return v.array(textLike(isAllowed, allowed), allowed);
}

/** A program and its arguments, as they are started: no shell reads them. */
export function command(): v.GenericSchema<readonly string[]> {
  const allowed = 'must be a program and its arguments, as in ["pass", "show", "lab"]';
  return v.pipe(
    v.array(v.string(allowed), allowed),
    v.check(([program = ""]) => program.trim() !== "", allowed),
    v.check((words) => !words.some((word) => word.includes("\0")), allowed),
  );
}

/** One key of the keyboard that draws something, and none of those that move in the menu. */
export function hotkey(): v.GenericSchema<string> {
  return textLike(
    (text) => /^(?![jkgG])[^\p{C}\p{Z}\p{M}]$/u.test(text),
    "must be one visible character, and none of j, k, g and G, which move",
  );
}

/** An address that `fetch` takes: it refuses a user name or password inside. */
export function webAddress(): v.GenericSchema<string> {
  const allowed =
    "must be an http:// or https:// address without a user name, a password or anything after a ?";
  return v.pipe(v.string(allowed), v.check(isWebAddress, allowed));
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === "" && password === "" && !/[?#]/u.test(text);
}
