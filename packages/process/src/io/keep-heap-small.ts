import process from "node:process";

/**
 * Makes V8 clean up rather than grow, for a process that mostly waits and needs no speed from a large heap. V8 reads both flags
 * whenever it is about to grow, so that they can be set while it runs; on a command line it would take the first for a mistake.
 *
 * @param keepCode - Of `keepCompiledCode`. It runs first: V8 takes code only under the flags under which it was kept.
 */
export function keepHeapSmall(keepCode: () => void): void {
  keepCode();
  const { setFlagsFromString } = process.getBuiltinModule("node:v8"); // not for `--version`
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=20");
}
