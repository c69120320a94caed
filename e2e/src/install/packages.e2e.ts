import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../../..");
const PATIENCE_MS = 120_000;

/** What a user installs, and the commands that must be there then. */
const PRODUCTS = [
  { folder: "apps/cli", commands: ["hexai"] },
  { folder: "apps/lsp", commands: ["hexai-lsp"] },
  { folder: "apps/tmux-action", commands: ["hexai-tmux-action"] },
  { folder: "packages/hexai", commands: ["hexai", "hexai-lsp", "hexai-tmux-action"] },
] as const;
const LIBRARIES = ["packages/stats", "packages/tmux-format"] as const;

describe("a packed program", () => {
  it.for(PRODUCTS)(
    "$folder installs into an empty prefix without a network, and starts",
    { timeout: PATIENCE_MS },
    async ({ folder, commands }, { expect }) => {
      const { prefix, env } = await installed(folder);
      const { version } = await manifestOf(folder);

      expect(new Set(await readdir(join(prefix, "bin")))).toEqual(new Set(commands));
      for (const command of commands) {
        const { stdout } = await run(join(prefix, "bin", command), ["--version"], { env });
        expect(stdout).toBe(`${command} ${version}\n`);
        const page = join(prefix, "share/man/man1", `${command}.1`);
        expect(await readFile(page, "utf8")).toContain(".SH SYNOPSIS");
      }
    },
  );

  it.for(["20.18.3", "18.20.4", "9.11.2"])(
    "says which Node it needs on %s",
    async (old, { expect }) => {
      const home = await temporaryHome();
      onTestFinished(() => home.remove());
      const disguise = join(home.dir, "older.cjs");
      await writeFile(
        disguise,
        `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${old}" } });`,
      );

      for (const app of ["cli", "lsp", "tmux-action"]) {
        const bin = join(ROOT, "apps", app, "bin.js");
        await expect(
          run(process.execPath, ["-r", disguise, bin, "--version"]),
        ).rejects.toMatchObject({
          code: 1,
          stdout: "",
          stderr: `hexai needs Node 20.19 or newer, and this is ${old}\n`,
        });
      }
    },
  );

  it(
    "answers, and names the licences of what it brings",
    { timeout: PATIENCE_MS },
    async ({ expect }) => {
      const { prefix, env } = await installed("packages/hexai");
      const provider = await startProvider({
        respond: () => ({ type: "answer", deltas: ["forty-two"] }),
      });
      onTestFinished(() => provider.stop());

      const { stdout } = await run(join(prefix, "bin/hexai"), ["--no-stdin", "what?"], {
        env: { ...env, OPENAI_API_KEY: "k", HEXAI_OPENAI_BASE_URL: provider.url },
      });

      expect(stdout).toBe("forty-two\n");
      const notices = join(prefix, "lib/node_modules/hexai/dist/cli/dist/THIRD-PARTY-LICENSES.txt");
      expect(await readFile(notices, "utf8")).toMatch(
        /^ink 6.*\(MIT\)\n\n.*Permission is hereby/msu,
      );
    },
  );
});

describe("what npm packs", () => {
  it.for([...PRODUCTS.map(({ folder }) => folder), ...LIBRARIES])(
    "of %s has the licence in it",
    { timeout: PATIENCE_MS },
    async (folder, { expect }) => {
      const { stdout } = await run("npm", ["pack", "--dry-run", "--json"], {
        cwd: join(ROOT, folder),
      });

      const [{ files }] = JSON.parse(stdout);
      expect(files.map(({ path }: { path: string }) => path)).toContain("LICENSE");
    },
  );
});

describe("a packed library", () => {
  it.for(LIBRARIES)(
    "%s names versions that a registry knows, and ships its types",
    { timeout: PATIENCE_MS },
    async (folder, { expect }) => {
      const home = await temporaryHome();
      onTestFinished(() => home.remove());
      const tarball = await pack(folder, home.dir);
      const file = async (name: string): Promise<string> =>
        (await run("tar", ["-xzOf", tarball, `package/${name}`])).stdout;

      expect(await file("package.json")).not.toMatch(/"(?:workspace|catalog):|"private": true/u);
      expect(await file("dist/index.d.ts")).toContain("export");
      expect(await file("README.md")).toContain("# @hexai/");
      expect(await file("LICENSE")).toContain("MIT");
    },
  );
});

/** Packs a package and installs it, and nothing else, into a prefix of its own. */
async function installed(folder: string): Promise<{
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
}> {
  const home = await temporaryHome();
  onTestFinished(() => home.remove());
  const prefix = join(home.dir, "prefix");
  const tarball = await pack(folder, home.dir);
  const { env } = home;
  await run("npm", ["install", "--global", "--offline", "--prefix", prefix, tarball], { env });
  return { prefix, env };
}

/** The path of the tarball that would be published. */
async function pack(folder: string, destination: string): Promise<string> {
  const { packageManager = "" } = await manifestOf(".");
  const args = ["-y", packageManager, "pack", "--json", "--pack-destination", destination];
  const { stdout } = await run("npx", args, { cwd: join(ROOT, folder), env: process.env });
  return JSON.parse(stdout).filename;
}

async function manifestOf(
  folder: string,
): Promise<{ readonly version: string; readonly packageManager?: string }> {
  return JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
}
