import { replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";

/** Writes a cached answer, if the system lets us. Loaded after the answer: its parts of Node would delay the question. */
export async function writeAnswer(path: string, text: string): Promise<void> {
  await undefinedOnSystemError(replaceFile(path, text));
}
