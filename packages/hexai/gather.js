// Puts the three built programs and their manual pages side by side: one package to install, three commands.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const APPS = join(import.meta.dirname, "../../apps");
const DIST = join(import.meta.dirname, "dist");

rmSync(DIST, { recursive: true, force: true });
for (const app of ["cli", "lsp", "tmux-action"]) {
  for (const part of ["bin.js", "dist"]) {
    cpSync(join(APPS, app, part), join(DIST, app, part), {
      recursive: true,
      filter: (path) => !path.endsWith(".tsbuildinfo"),
    });
  }
  cpSync(join(APPS, app, "man"), join(DIST, "man"), { recursive: true });
  const { type } = JSON.parse(readFileSync(join(APPS, app, "package.json"), "utf8"));
  writeFileSync(join(DIST, app, "package.json"), `${JSON.stringify({ type })}\n`);
}
