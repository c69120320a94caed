import { makePrivateDirectory } from "./make-private-directory.ts";
import { isSafeToCreate, isOwnCache } from "./own-directory.ts";

/**
 * Creates a cache directory when it is missing.
 *
 * @returns Whether files may be written there: the directory must belong to this user alone.
 * @throws What the file system throws.
 */
export async function makeOwnCache(directory: string): Promise<boolean> {
  if (!isSafeToCreate(directory)) {
    return false;
  }
  await makePrivateDirectory(directory);
  return isOwnCache(directory);
}
