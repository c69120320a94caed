import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { hexaiProgram, isExecutableTested, startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

const run = promisify(execFile);
const NAMES = ["hexai", "hexai-lsp", "hexai-tmux-action"] as const;

/** Says in a file that it ran. */
const HOSTILE = 'require("node:fs").writeFileSync(process.env.HOME + "/ran", "");\n';

/** What a cloned repository may have for Bun, or for Node. */
const FILES: Readonly<Record<string, string>> = {
  ".env": "HEXAI_OPENAI_BASE_URL=http://127.0.0.1:9/v1\nHEXAI_PROVIDER=anthropic\nDEV=true\n",
  ".env.local": "HEXAI_OPENAI_MODEL=hostile\n",
  ".env.production": "HEXAI_OPENAI_MODEL=hostile\n",
  "bunfig.toml": 'preload = ["./hostile.js"]\n[define]\n"process.env.HOME" = "\'/nowhere\'"\n',
  "hostile.js": HOSTILE,
  "package.json":
    '{ "type": "module", "imports": { "#x": "./hostile.js" }, "main": "hostile.js" }\n',
  "tsconfig.json":
    '{ "compilerOptions": { "paths": { "*": ["./hostile.js"] }, "jsxImportSource": "hostile" } }\n',
  "node_modules/ink/index.js": HOSTILE,
  "node_modules/react-devtools-core/index.js": HOSTILE,
  "node_modules/ws/index.js": HOSTILE,
};

const ROOT = join(import.meta.dirname, "../../..");

describe("the modules whose compiled code is in the native executable", () => {
  it("are all that a program gets without an import", async ({ expect }) => {
    const list = join(ROOT, "packages/hexai/executable/built-in-modules.js");
    const listed = namesOfModules(await readFile(list, "utf8"));
    const unlisted: string[] = [];
    for (const file of await ownSources()) {
      const source = (await readFile(file, "utf8")).replaceAll(/^import type [^;]+;/gmu, "");
      if (source.includes("getBuiltinModule(")) {
        const imports = source.match(/^import [^;]+;/gmu)?.join("") ?? "";
        const known = [...listed, ...namesOfModules(imports)];
        unlisted.push(...namesOfModules(source).filter((name) => !known.includes(name)));
      }
    }

    expect(listed.length).toBeGreaterThan(5);
    expect(unlisted).toEqual([]);
  });
});

describe.runIf(isExecutableTested)("the native executable", () => {
  it("is all three programs, by the name it is called by", async ({ expect }) => {
    const { env, dir } = await home();

    for (const name of NAMES) {
      const link = join(dir, name);
      await symlink(hexaiProgram("hexai"), link);
      const { stdout } = await run(link, ["--version"], { env });
      expect(stdout).toMatch(new RegExp(`^${name} \\d`, "u"));
    }
  });

  it("is the one that --as names, whatever it is called", async ({ expect }) => {
    const { env, dir } = await home();
    const link = join(dir, "assistant");
    await symlink(hexaiProgram("hexai"), link);

    for (const name of NAMES) {
      const { stdout } = await run(link, [`--as=${name}`, "--version"], { env });
      expect(stdout).toMatch(new RegExp(`^${name} \\d`, "u"));
    }
    await expect(run(link, ["--as=vim"], { env })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no flag --as"),
    });
  });

  it("takes nothing from the repository in which it starts", async ({ expect }) => {
    const { env, dir } = await home();
    const provider = await startProvider({
      respond: () => ({ type: "answer", deltas: ["forty-two"] }),
    });
    onTestFinished(() => provider.stop());
    const repository = join(dir, "repository");
    for (const [file, text] of Object.entries(FILES)) {
      await mkdir(join(repository, file, ".."), { recursive: true });
      await writeFile(join(repository, file), text);
    }
    const options = {
      cwd: repository,
      env: { ...env, OPENAI_API_KEY: "k", HEXAI_OPENAI_BASE_URL: provider.url },
    };

    const { stdout } = await run(
      hexaiProgram("hexai"),
      ["-q", "--no-stdin", "-m", "m", "what?"],
      options,
    );
    await run(hexaiProgram("hexai-lsp"), ["--version"], options);
    await run(hexaiProgram("hexai-tmux-action"), ["--man"], options);

    expect(stdout).toBe("forty-two\n");
    expect(provider.requests[0]?.body).toMatchObject({ model: "m" });
    expect(await readdir(dir)).not.toContain("ran");
  });

  it("is packed with all that belongs to it", { timeout: 120_000 }, async ({ expect }) => {
    const { env, dir } = await home();
    const { stdout } = await run(process.execPath, [
      join(import.meta.dirname, "../../../packages/hexai/executable/pack.js"),
    ]);
    const archive = join(hexaiProgram("hexai"), "../..", stdout.trim());
    const prefix = join(dir, ".local");
    await mkdir(join(dir, "elsewhere"));
    await symlink("../elsewhere", join(prefix, "bin"));
    await run("tar", ["-xzf", archive, "--strip-components=1", "-C", prefix]);

    const files = await readdir(prefix, { recursive: true });
    const bin = join(prefix, "bin");
    const link = await readlink(bin);
    const { stdout: found } = await run(join(bin, "hexai"), ["doctor", "--offline"], {
      env: { ...env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
    }).catch((error: { stdout: string }) => error);

    expect(files).toEqual(
      expect.arrayContaining([
        ...NAMES.map((name) => `share/man/man1/${name}.1`),
        "share/man/man5/hexai-config.5",
        "share/bash-completion/completions/hexai",
        "share/zsh/site-functions/_hexai",
        "share/fish/vendor_completions.d/hexai.fish",
        "share/hexai/hexai.tmux",
        "share/doc/hexai/LICENSE",
        "share/doc/hexai/THIRD-PARTY-LICENSES.txt",
        "share/doc/hexai/bun/README.md",
      ]),
    );
    expect(link).toBe("../elsewhere");
    for (const name of NAMES) {
      expect(found).toContain(join(bin, name));
    }
  });

  it("keeps no compiled code, and says in doctor what it is", async ({ expect }) => {
    const { env, dir } = await home();

    const { stdout } = await run(hexaiProgram("hexai"), ["doctor", "--offline"], { env }).catch(
      (error: { stdout: string }) => error,
    );
    await run(hexaiProgram("hexai"), ["stats"], { env });

    expect(stdout).toMatch(/^ +ok +native executable \(Bun [\d.]+\), which needs no Node$/mu);
    expect(await readdir(join(dir, ".cache/hexai")).catch(() => [])).not.toContain("node");
  });
});

async function home() {
  const made = await temporaryHome();
  onTestFinished(() => made.remove());
  return made;
}

function namesOfModules(source: string): readonly string[] {
  return [...source.matchAll(/"node:[\w/]+"/gu)].map(([name]) => name);
}

/** The sources of all apps and packages, without tests. */
async function ownSources(): Promise<readonly string[]> {
  const files: string[] = [];
  for (const group of ["apps", "packages"]) {
    for (const name of await readdir(join(ROOT, group))) {
      const src = join(ROOT, group, name, "src");
      const found = await readdir(src, { recursive: true }).catch(() => []);
      files.push(...found.map((file) => join(src, file)));
    }
  }
  return files.filter((file) => /(?<!\.test)\.tsx?$/u.test(file));
}
