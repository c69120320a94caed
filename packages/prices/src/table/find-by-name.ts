/** What may follow a model's name in a table: a date, `-latest` or a `:variant`, but not `:free`, which never costs what the model costs. */
const ENDINGS: readonly RegExp[] = [
  /[-@]\d{4}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))$/u,
  /-latest$/u,
  /:(?!free$)[^:/]+$/u,
];

/**
 * Finds what a table has for a model. A match is exact: behind the table's name nothing may remain but a date, `-latest` or a
 * `:variant`, because `claude-sonnet-5-5` is not `claude-sonnet-5`. Names are compared in lower case.
 *
 * @param find - Gives what the table has under a name in lower case.
 */
export function findByName<Found>(
  model: string,
  find: (name: string) => Found | undefined,
): Found | undefined {
  const name = model.toLowerCase();
  const whole = find(name);
  if (whole !== undefined) {
    return whole;
  }
  const ending = ENDINGS.find((each) => each.test(name));
  return ending && find(name.replace(ending, ""));
}
