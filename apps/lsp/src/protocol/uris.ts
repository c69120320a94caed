import { normalize } from "node:path";

/**
 * The path in a URI of any scheme: `git:/a/.env?ref` is about `/a/.env`. `undefined` when the URI cannot be parsed. A client
 * that does not escape `#` and `?` in a file's name is understood too.
 */
export function documentPath(uri: string): string | undefined {
  try {
    const escaped = /^file:/i.test(uri) ? uri.replaceAll("#", "%23").replaceAll("?", "%3F") : uri;
    const path = decodeURIComponent(new URL(escaped).pathname);
    return path === "" || path.includes("\0") ? undefined : normalize(path);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Whether a file has no name at all, such as `file://`, which Neovim gives to a new buffer. An edit for it opens the root directory
 * there.
 */
export function isNameless(uri: string): boolean {
  return /^file:/i.test(uri) && documentPath(uri) === "/";
}

/** The name of the file at `uri`, without the folders above it: those are not the model's business. */
export function fileName(uri: string): string {
  const [path = ""] = uri.split(/[?#]/u);
  const name = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray percent sign
  }
}
