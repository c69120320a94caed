import { extname, join } from "node:path";

/** Where a result is edited: in `directory`, with the ending of the selection's file, so that editors know the language. */
export function fileNameFor(directory: string, path: string | undefined): string {
  const ending = extname(path ?? "");
  return join(directory, `result${/^\.\w{1,16}$/.test(ending) ? ending : ".txt"}`);
}
