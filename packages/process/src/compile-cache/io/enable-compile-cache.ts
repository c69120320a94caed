import * as nodeModule from "node:module";
import { isAbsolute, join } from "node:path";
import process from "node:process";

import {
  isOwnDirectory,
  makeOwnDirectory,
  subdirectoriesOf,
} from "../../files/io/own-directory.ts";

/** `module.enableCompileCache` of Node 22.8 and newer; `undefined` before. */
type Enable = ((directory: string) => unknown) | undefined;

/**
 * Lets Node keep the compiled code of what is loaded from now on, where it can: in `hexai/node` of the user's caches. Node
 * runs whatever code it finds there, so it must be a place that nobody else could have prepared; otherwise nothing is kept.
 * Node tells versions of itself and of our files apart, and removes nothing. Never throws.
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

/** Node makes a directory for its own version in there, whose mode it does not choose. */
function enableForOwnerOnly(directory: string, enable: NonNullable<Enable>): void {
  const usual = process.umask(0o077);
  try {
    enable(directory);
  } finally {
    process.umask(usual);
  }
}

function builtInEnable(): Enable {
  const { enableCompileCache: enable }: typeof nodeModule & { enableCompileCache?: Enable } =
    nodeModule;
  return enable;
}
