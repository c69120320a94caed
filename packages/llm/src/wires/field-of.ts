/** A field of what came out of JSON; undefined when there is none, or nothing that has fields. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** A word in lower case; undefined where there is none, also where a host writes `null` as a text. */
export function wordIn(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  const word = typeof field === "string" ? field.trim().toLowerCase() : "";
  return ["", "null", "none", "nil", "undefined"].includes(word) ? undefined : word;
}

/** Whether a field says yes, also in a text or as a number, as some gateways write it. */
export function isTrueIn(value: unknown, name: string): boolean {
  const field = fieldOf(value, name);
  return field === true || field === "true" || field === 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
