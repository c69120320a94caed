/**
 * Puts `values` in place of `{{name}}` in one pass: what was put in is never looked at again.
 * A name without a value stays as it is written.
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, string>): string {
  return template.replaceAll(
    /\{\{\s*([a-z_]+)\s*\}\}/g,
    (placeholder, name: string) => values.get(name) ?? placeholder,
  );
}
