// Writes dist/hexai at the root: the three programs and what runs them in one file, with a link for each of the other two names.
import { spawnSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "../../..");
const DIST = join(ROOT, "dist");
const LINKS = ["hexai-lsp", "hexai-tmux-action"];

/** Node's names of architectures, and Bun's. */
const ARCHITECTURES = { x64: "x64", arm64: "aarch64" };

rmSync(DIST, { recursive: true, force: true });
const { status } = spawnSync(
  findBun(),
  [join(import.meta.dirname, "bundle.js"), join(DIST, "hexai")],
  { stdio: "inherit" },
);
if (status === 0) {
  for (const link of LINKS) {
    symlinkSync("hexai", join(DIST, link));
  }
} else {
  process.exitCode = 1;
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
