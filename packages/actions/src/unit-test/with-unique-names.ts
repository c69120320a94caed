/**
 * Renames the declarations in `code` whose names `existing` declares too: `TestA2` beside `TestA`, `test_a_2` beside `test_a`.
 * References are not renamed, because nothing refers to a test.
 *
 * @param declaration - Matches a declaration, whose first group is the name. It has the flag `g`.
 */
export function withUniqueNames(code: string, existing: string, declaration: RegExp): string {
  const taken = new Set(namesIn(existing, declaration));
  return code.replaceAll(declaration, (written: string, name: string) => {
    const free = uniqueName(name, taken);
    taken.add(free);
    const at = written.lastIndexOf(name);
    return written.slice(0, at) + free + written.slice(at + name.length);
  });
}

/** `name`, or `name` with the first number behind it that is not taken. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const separator = name.includes("_") || name === name.toLowerCase() ? "_" : "";
  let free = name;
  for (let number = 2; taken.has(free); number += 1) {
    free = `${name}${separator}${number}`;
  }
  return free;
}

function namesIn(text: string, declaration: RegExp): readonly string[] {
  return [...text.matchAll(declaration)].map(([, name = ""]) => name);
}
