import { replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";

/** Writes a cached answer, if the system allows it. It is imported after the answer, because its parts of Node would delay the request. */
export async function writeAnswer(path: string, text: string): Promise<void> {
  await undefinedOnSystemError(replaceFile(path, text));
}
