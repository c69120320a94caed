const YEAR_0 = Date.UTC(-1, 12);
const YEAR_10_000 = Date.UTC(10_000, 0);

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Parses RFC 3339 with any number of fraction digits and any offset to milliseconds since the Unix epoch, or `NaN`. */
export function parseTime(time: string): number {
  return RFC_3339.test(time) ? Date.parse(time) : Number.NaN;
}

/** Formats milliseconds since the Unix epoch as RFC 3339. Times outside the years 0 to 9999, which it can express, are clamped. */
export function formatTime(at: number): string {
  return new Date(expressibleTime(at)).toISOString();
}

/** The time that is read back where `at` is formatted: whole milliseconds in the years 0 to 9999. */
export function expressibleTime(at: number): number {
  return Math.trunc(Math.min(Math.max(at, YEAR_0), YEAR_10_000 - 1));
}
