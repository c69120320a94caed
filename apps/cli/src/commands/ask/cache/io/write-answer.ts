import { makeOwnCache, replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";

/** Writes a cached answer, if the system allows it. It is imported after the answer, because its parts of Node would delay the request. */
export async function writeAnswer(dir: string, path: string, text: string): Promise<void> {
  if ((await undefinedOnSystemError(makeOwnCache(dir))) === true) {
    await undefinedOnSystemError(replaceFile(path, text));
  }
}
