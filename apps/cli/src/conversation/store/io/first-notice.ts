import { closeSync, openSync } from "node:fs";
import { join } from "node:path";

/** Its name does not end as that of a conversation does. */
const MARK = ".noticed";

/** Whether the notice that conversations are kept was not shown yet. Marks it as shown. False when that cannot be stored. */
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
