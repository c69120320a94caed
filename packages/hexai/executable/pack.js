// Packs dist/hexai with its links, manual pages, completions, licences and the plugin for tmux: what is unpacked into ~/.local.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "../../..");
const DIST = join(ROOT, "dist");
const PROGRAM = join(DIST, "hexai");
const LINKS = ["hexai-lsp", "hexai-tmux-action"];

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
const name = `hexai-${version}-${process.platform}-${process.arch}`;
const folder = join(DIST, name);
const output = (...args) => execFileSync(PROGRAM, args);

rmSync(folder, { recursive: true, force: true });
put("bin/hexai", readFileSync(PROGRAM));
chmodSync(join(folder, "bin/hexai"), 0o755);
for (const link of LINKS) {
  symlinkSync("hexai", join(folder, "bin", link));
  put(`share/man/man1/${link}.1`, output(`--as=${link}`, "--man"));
}
put("share/man/man1/hexai.1", output("--man"));
put("share/man/man5/hexai-config.5", output("config", "--man"));
put("share/bash-completion/completions/hexai", output("completion", "bash"));
put("share/zsh/site-functions/_hexai", output("completion", "zsh"));
put("share/fish/vendor_completions.d/hexai.fish", output("completion", "fish"));
put("share/hexai/hexai.tmux", readFileSync(join(ROOT, "hexai.tmux")));
chmodSync(join(folder, "share/hexai/hexai.tmux"), 0o755);
put("share/doc/hexai/LICENSE", readFileSync(join(ROOT, "LICENSE")));
put("share/doc/hexai/THIRD-PARTY-LICENSES.txt", licensesOfPackages());
cpSync(join(import.meta.dirname, "../licenses/bun"), join(folder, "share/doc/hexai/bun"), {
  recursive: true,
});

// Files alone: with the directories tar would replace a link at ~/.local/bin, and change the mode of ~/.local/share.
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => !entry.isDirectory())
  .map((entry) => relative(DIST, join(entry.parentPath, entry.name)));
execFileSync("tar", ["-czf", `${folder}.tar.gz`, "-C", DIST, ...files]);
rmSync(folder, { recursive: true });
process.stdout.write(`dist/${name}.tar.gz\n`);

function put(path, content) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The packages of all three programs, each once. The bundles for Node are made of the same sources. */
function licensesOfPackages() {
  const line = `\n${"-".repeat(80)}\n\n`;
  const notices = readdirSync(join(ROOT, "apps")).flatMap((app) =>
    readFileSync(join(ROOT, "apps", app, "dist/THIRD-PARTY-LICENSES.txt"), "utf8").split(line),
  );
  return [...new Set(notices)].toSorted().join(line);
}
