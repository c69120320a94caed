import { SETTINGS } from "../schema/schema.ts";
import type { AnyShape } from "../schema/shape.ts";
import { guess } from "./guess.ts";

/** What to say about `name` in the section at `path` (empty: at the top of a file), which has only `known`. */
export function unknownKey(
  known: Readonly<Record<string, AnyShape>>,
  path: string,
  name: string,
): string {
  const names = Object.keys(known);
  const meant = guess(name, names);
  if (meant !== undefined) {
    const key = path === "" ? meant : `${path}.${meant}`;
    return didYouMean(isSetting(known[meant]) ? key : inBrackets(key, known[meant]));
  }
  if (/api_?key|secret|token$/iu.test(name)) {
    return "is not known: keys do not belong into a file, but api_key_command may print one";
  }
  const elsewhere = SETTINGS.find(({ key }) => key.endsWith(`.${name}`));
  if (elsewhere !== undefined) {
    return didYouMean(elsewhere.key);
  }
  return path === ""
    ? `is not known, there are ${names.map((it) => inBrackets(it, known[it])).join(", ")}`
    : `is not known, ${path.endsWith("]") ? path : `[${path}]`} has ${names.join(", ")}`;
}

function isSetting(shape: AnyShape | undefined): boolean {
  return shape !== undefined && "rule" in shape;
}

function inBrackets(key: string, shape: AnyShape | undefined): string {
  if (shape !== undefined && "named" in shape) {
    return `[${key}.NAME]`;
  }
  return shape !== undefined && "row" in shape ? `[[${key}]]` : `[${key}]`;
}

function didYouMean(key: string): string {
  return `is not known, did you mean ${key}?`;
}
