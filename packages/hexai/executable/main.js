// Writes dist/hexai at the root: the three programs and what runs them in one file, with a link for each of the other two names.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "../../..");
const DIST = join(ROOT, "dist");
const LINKS = ["hexai-lsp", "hexai-tmux-action"];

/** Node's names of architectures, and Bun's. */
const ARCHITECTURES = { x64: "x64", arm64: "aarch64" };

/** Runs that use little more than the start of a program. */
const STARTS = ["--version", "stats"];

const program = join(DIST, "hexai");
const temporary = mkdtempSync(join(tmpdir(), "hexai-executable-"));
rmSync(DIST, { recursive: true, force: true });
try {
  bundle([]);
  bundle(STARTS.map(recordOrder)); // Code that a start uses stands together then, and less of the file is read.
} finally {
  rmSync(temporary, { recursive: true });
}
for (const link of LINKS) {
  symlinkSync("hexai", join(DIST, link));
}

function bundle(orders) {
  const script = join(import.meta.dirname, "bundle.js");
  execFileSync(findBun(), [script, program, ...orders], { stdio: "inherit" });
}

/** Writes down which code a run uses, in which order, and returns the file. */
function recordOrder(argument) {
  const file = join(temporary, `${argument}.order`);
  const env = { HOME: temporary, BUN_BYTECODE_ORDER_OUT: file };
  execFileSync(program, [argument], { env, stdio: "ignore" });
  return file;
}

/** The Bun of this machine, which pnpm has installed. Packages of other machines are left out. */
function findBun() {
  const name = `@oven/bun-${process.platform}-${ARCHITECTURES[process.arch]}`;
  const root = createRequire(join(ROOT, "package.json"));
  try {
    return join(dirname(root.resolve(`${name}/package.json`)), "bin/bun");
  } catch {
    throw new Error(`there is no ${name}, so no executable can be built on this machine`);
  }
}
