const YEAR_0 = Date.UTC(-1, 12);
const YEAR_10_000 = Date.UTC(10_000, 0);

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** RFC 3339, any number of fraction digits and any offset, to milliseconds since the Unix epoch; `NaN` when it is neither. */
export function parseTime(time: string): number {
  return RFC_3339.test(time) ? Date.parse(time) : Number.NaN;
}

/** Milliseconds since the Unix epoch as RFC 3339, which has the years 0 to 9999: a clock beyond them stands at their end. */
export function formatTime(at: number): string {
  return new Date(Math.min(Math.max(at, YEAR_0), YEAR_10_000 - 1)).toISOString();
}
