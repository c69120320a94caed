import { replaceFile } from "@hexai/process";

import { attempt } from "../../../../settings/io/attempt.ts";

/** Writes a cached answer, if the system lets us. Loaded after the answer: its parts of Node would delay the question. */
export async function writeAnswer(path: string, text: string): Promise<void> {
  await attempt(replaceFile(path, text));
}
