export { type CompiledCodeOptions, keepCompiledCode } from "./io/keep-compiled-code.ts";
export { keepHeapSmall } from "./io/keep-heap-small.ts";
export { listenForKeypresses } from "./io/listen-for-keypresses.ts";
export { makePrivateDirectory } from "./io/make-private-directory.ts";
export type { Keypress } from "./keypress.ts";
