import { basename } from "node:path";
import process from "node:process";

// The entry of the native executable, which is all three programs: the one by whose name it was called, or the one that a first
// `--as=hexai-lsp` names where links are not wanted. A word would take that word away from questions.

const PROGRAMS: Readonly<Record<string, () => Promise<unknown>>> = {
  hexai: () => import("@hexai/cli/src/main.ts"),
  "hexai-lsp": () => import("@hexai/lsp/src/main.ts"),
  "hexai-tmux-action": () => import("@hexai/tmux-action/src/main.ts"),
};

const [, , first = "", ...others] = process.argv;
const [, asked = ""] = /^--as=(.*)$/su.exec(first) ?? [];
const isAsked = Object.hasOwn(PROGRAMS, asked);
const called = basename(process.argv0);
const name = isAsked ? asked : Object.hasOwn(PROGRAMS, called) ? called : "hexai";

// A program that starts itself anew puts the second word behind the first.
process.argv = [process.execPath, `--as=${name}`, ...(isAsked ? others : process.argv.slice(2))];

await PROGRAMS[name]?.();
