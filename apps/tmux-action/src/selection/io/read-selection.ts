import { readFile } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import { isStdinDirectory, UserError } from "@hexai/process";

/**
 * Reads the selection byte for byte: the whole of `infile`, or of `stdin` when there is none.
 *
 * @param stdin - Called only when it is read.
 * @throws {UserError} (as a rejection) When it cannot be read.
 */
export async function readSelection(
  infile: string | undefined,
  stdin: () => Readable,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (infile === undefined && isStdinDirectory()) {
    throw new UserError(
      1,
      "cannot read the selection: stdin is a directory; pipe a text into it, or add --infile FILE",
    );
  }
  try {
    return await (infile === undefined
      ? buffer(addAbortSignal(signal, stdin()))
      : readFile(infile, { signal }));
  } catch (cause) {
    throw new UserError(1, `cannot read the selection: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
