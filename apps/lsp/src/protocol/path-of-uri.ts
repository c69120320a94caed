import { normalize } from "node:path";

/**
 * The path in a URI of any scheme: `git:/a/.env?ref` is about `/a/.env`. `undefined` when there is none that could be
 * understood. Clients that do not escape `#` and `?` in a file's name are understood too.
 */
export function pathOfUri(uri: string): string | undefined {
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
