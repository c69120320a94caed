import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

/** Its name does not end as that of a conversation does. */
const MARK = ".noticed";

/** Whether nobody was told yet that conversations are kept; from now on somebody is. False where that cannot be remembered. */
export function isFirstNotice(dir: string): boolean {
  try {
    closeSync(openSync(join(dir, MARK), "wx", 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return false;
    }
    throw error;
  }
}
