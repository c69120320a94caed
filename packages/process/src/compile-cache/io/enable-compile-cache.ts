import * as nodeModule from "node:module";
import { isAbsolute, join } from "node:path";
import process from "node:process";

import {
  isOwnDirectory,
  makeOwnDirectory,
  subdirectoriesOf,
} from "../../files/io/own-directory.ts";
import { bunVersion } from "../../runtime/io/bun-version.ts";

/** `module.enableCompileCache` of Node 22.8 and newer; `undefined` before. */
type Enable = ((directory: string) => unknown) | undefined;

/**
 * Makes Node cache the compiled code of the modules that are loaded from now on, in `hexai/node` of the user's cache directory.
 * Node runs the code that it finds there, so nothing is cached unless the directory belongs to this user alone. Node keeps
 * its own versions and those of our files apart, and removes none. Never throws.
 */
export function enableCompileCache(
  env: Readonly<Record<string, string | undefined>>,
  enable: Enable = builtInEnable(),
): void {
  const { HOME = "", XDG_CACHE_HOME = "" } = env;
  const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(HOME, ".cache");
  if (enable === undefined || !isAbsolute(caches)) {
    return;
  }
  const directory = makeOwnDirectory(caches, ["hexai", "node"]);
  if (directory !== undefined && subdirectoriesOf(directory).every(isOwnDirectory)) {
    enableForOwnerOnly(directory, enable);
  }
}

/** Node creates a directory for its own version inside, with the default mode, so the umask is changed for that time. */
function enableForOwnerOnly(directory: string, enable: NonNullable<Enable>): void {
  const usual = process.umask(0o077);
  try {
    enable(directory);
  } finally {
    process.umask(usual);
  }
}

/** The native executable has its code compiled already. */
function builtInEnable(): Enable {
  if (bunVersion() !== undefined) {
    return undefined;
  }
  const { enableCompileCache: enable }: typeof nodeModule & { enableCompileCache?: Enable } =
    nodeModule;
  return enable;
}
