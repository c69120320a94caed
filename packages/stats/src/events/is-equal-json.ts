/**
 * Whether two values that came out of JSON are equal, whatever the order of their fields. It does not recurse, because a file can
 * nest values more deeply than the stack can hold.
 */
export function isEqualJson(a: unknown, b: unknown): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [one, other] = pair;
    if (!isBranch(one) || !isBranch(other)) {
      if (one !== other) {
        return false;
      }
      continue;
    }
    const names = Object.keys(one);
    if (
      Array.isArray(one) !== Array.isArray(other) ||
      names.length !== Object.keys(other).length ||
      !names.every((name) => Object.hasOwn(other, name))
    ) {
      return false;
    }
    for (const name of names) {
      pairs.push([one[name], other[name]]);
    }
  }
  return true;
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
