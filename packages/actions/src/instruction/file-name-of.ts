/**
 * The name of a file in a prompt: a relative path, or the last part of an absolute path or URI, because a provider does not need
 * to know in which directories a user keeps files.
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
    return text; // a percent sign that escapes nothing is part of the name
  }
}
