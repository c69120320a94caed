import { makePrivateDirectory } from "./make-private-directory.ts";
import { isSafeToCreate, isOwnCache } from "./own-directory.ts";

/**
 * Makes a directory of caches where it is missing.
 *
 * @returns Whether something may be written there.
 * @throws What the file system throws.
 */
export async function makeOwnCache(directory: string): Promise<boolean> {
  if (!isSafeToCreate(directory)) {
    return false;
  }
  await makePrivateDirectory(directory);
  return isOwnCache(directory);
}
