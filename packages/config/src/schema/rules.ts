import * as v from "valibot";

// One function for each kind of value. The message of a rule is the second half of an issue: what is allowed.

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

/** For a source that can switch something on but not off. */
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
 * A text for which `isAllowed` returns true. It takes a function instead of a regular expression, because compiling one
 * with Unicode classes takes a fraction of a millisecond and most programs check only a few values.
 */
export function textLike(
  isAllowed: (text: string) => boolean,
  allowed: string,
): v.GenericSchema<string> {
  return v.pipe(v.string(allowed), v.check(isAllowed, allowed));
}

/** A single line that is not blank. */
export function nameText(): v.GenericSchema<string> {
  return textLike(
    (text) => /^(?=.*\S)[^\p{Cc}]+$/u.test(text),
    "must be a name in quotes, not empty and without line breaks or other control characters",
  );
}

/** A text that is not blank; it may have several lines. */
export function filledText(): v.GenericSchema<string> {
  return textLike((text) => /\S/u.test(text), "must be a text in quotes, not empty");
}

/** A text that may be empty. */
export function anyText(): v.GenericSchema<string> {
  return v.string("must be a text in quotes");
}

/** A list of texts for each of which `isAllowed` returns true. */
export function listOf(
  isAllowed: (text: string) => boolean,
  allowed: string,
): v.GenericSchema<readonly string[]> {
  return v.array(textLike(isAllowed, allowed), allowed);
}

/** A list of these words, with at least one. */
export function listOfWords<const Words extends readonly string[]>(
  words: Words,
): v.GenericSchema<readonly Words[number][]> {
  const allowed = `must be a list of some of ${words.join(", ")}`;
  return v.pipe(v.array(v.picklist(words, allowed), allowed), v.minLength(1, allowed));
}

/** A program and its arguments. They are started without a shell. */
export function command(): v.GenericSchema<readonly string[]> {
  const allowed = 'must be a program and its arguments, as in ["pass", "show", "lab"]';
  return v.pipe(
    v.array(v.string(allowed), allowed),
    v.check(([program = ""]) => program.trim() !== "", allowed),
    v.check((words) => !words.some((word) => word.includes("\0")), allowed),
  );
}

/** One visible character that is not one of the keys that move the selection in the menu. */
export function hotkey(): v.GenericSchema<string> {
  return textLike(
    (text) => /^(?![jkgG])[^\p{C}\p{Z}\p{M}]$/u.test(text),
    "must be one visible character other than j, k, g and G, which move the selection",
  );
}

/** Whether `value` is a table of TOML, as plain data has it. */
export function isTable(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
  );
}

/** Where parts of an address belong that an address must not have. */
export interface AddressHints {
  /** Where the key belongs, as in `put the key into OPENAI_API_KEY`. */
  readonly login: string;
  /** Where the parameters belong, as in `put it into query = { NAME = "…" }`. */
  readonly query: string;
}

/** The address of an API. A login or a query in it would be shown in messages, so it must not have any. */
export function webAddress(hints: AddressHints): v.GenericSchema<string> {
  const allowed =
    "must be an http:// or https:// address without a user name, a password or anything after a ?";
  return v.pipe(
    v.string(allowed),
    v.check(isWebAddress, ({ input }) => {
      if (input.includes("@")) {
        return `must be an http:// or https:// address without a login: ${hints.login}`;
      }
      return /[?#]/u.test(input)
        ? `must be an http:// or https:// address without a query or a fragment: ${hints.query}`
        : allowed;
    }),
  );
}

/** Whether `text` is an address without a login, a query and a fragment. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === "" && password === "" && !/[?#]/u.test(text);
}
