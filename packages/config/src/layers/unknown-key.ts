import { closestName } from "../schema/closest-name.ts";
import { SETTINGS } from "../schema/schema.ts";
import type { AnyShape } from "../schema/shape.ts";

/** The message for an unknown `name` in the section at `path`, which is empty at the top of a file. */
export function unknownKey(
  known: Readonly<Record<string, AnyShape>>,
  path: string,
  name: string,
): string {
  const names = Object.keys(known);
  const suggestion = closestName(name, names);
  if (suggestion !== undefined) {
    const key = path === "" ? suggestion : `${path}.${suggestion}`;
    return didYouMean(isSetting(known[suggestion]) ? key : inBrackets(key, known[suggestion]));
  }
  if (/api_?key|secret|token$/iu.test(name)) {
    return "is not known: API keys do not belong in a file, use api_key_command or an environment variable";
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
