/** The name of the file that `uri` stands for, without the folders above it: those are nobody's business. */
export function fileNameOf(uri: string): string {
  const [path = ""] = uri.split(/[?#]/u);
  const name = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // not well encoded
  }
}
