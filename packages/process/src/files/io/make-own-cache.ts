import { makePrivateDirectory } from "./make-private-directory.ts";
import { isForUsToMake, isOwnCache } from "./own-directory.ts";

/**
 * Makes a directory of caches where it is missing.
 *
 * @returns Whether something may be written there.
 * @throws What the file system throws.
 */
export async function makeOwnCache(directory: string): Promise<boolean> {
  if (!isForUsToMake(directory)) {
    return false;
  }
  await makePrivateDirectory(directory);
  return isOwnCache(directory);
}
