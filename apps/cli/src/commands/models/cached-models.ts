/** How long a cached list is used: a day, in milliseconds. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

const VERSION = 1;

/** The models that a provider has listed. */
export interface CachedModels {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly names: readonly string[];
}

/** The text of a list's file. */
export function formatCachedModels({ at, names }: CachedModels): string {
  return `${JSON.stringify({ version: VERSION, at, names })}\n`;
}

/** Reads the text of a list's file; undefined when it is damaged or of another version. */
export function parseCachedModels(text: string): CachedModels | undefined {
  const value = parsedJson(text);
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const { version, at, names }: Readonly<Record<string, unknown>> = { ...value };
  return version === VERSION && typeof at === "number" && isNames(names)
    ? { at, names }
    : undefined;
}

/** Whether a list is still used. A list from the future is not. */
export function isFresh({ at }: CachedModels, now: number): boolean {
  return at <= now && now - at < MAX_AGE_MS;
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
