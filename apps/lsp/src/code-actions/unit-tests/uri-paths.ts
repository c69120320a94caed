/** The URI of the directory that holds the file, with its last slash. */
export function directoryOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** The directory above, or `undefined` for the topmost one. */
export function parentOf(directory: string): string | undefined {
  const parent = directory.replace(/[^/]+\/$/, "");
  return parent === directory || !parent.endsWith("/") ? undefined : parent;
}

/** The way from a directory to a file, as a path. Both are URIs of the same kind. */
export function relativePathOf(directory: string, file: string): string {
  const from = directory.split("/");
  const to = file.split("/");
  let common = 0;
  while (common < from.length - 1 && from[common] === to[common]) {
    common += 1;
  }
  return [...from.slice(common, -1).map(() => ".."), ...to.slice(common)].map(decoded).join("/");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray percent sign, which is then meant as one
  }
}
