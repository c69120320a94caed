/**
 * How a prompt names a file: a relative path as it is, of an absolute one and of a URI only the last part, since
 * where a user keeps files is nobody's business.
 */
export function fileNameOf(path: string): string {
  const isUri = /^[a-z][\w+.-]+:/i.test(path);
  const isAbsolute = isUri || /^(?:[/\\~]|[A-Za-z]:)/.test(path);
  const name = isAbsolute ? (path.split(/[/\\]/).at(-1) ?? path) : path;
  return isUri ? decoded(name) : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign, which is then meant as one
  }
}
