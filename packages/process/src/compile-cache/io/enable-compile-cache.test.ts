import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

import { afterEach, beforeEach, describe, it, vi } from "vitest";

import { enableCompileCache } from "./enable-compile-cache.ts";

const BUILT = pathToFileURL(join(import.meta.dirname, "../../../dist/index.js")).href;

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "hexai-code-"));
});

afterEach(() => rm(home, { recursive: true, force: true }));

describe("enableCompileCache", () => {
  it.for([
    { env: (dir: string) => ({ HOME: dir }), below: ".cache", why: "in the home directory" },
    {
      env: (dir: string) => ({ HOME: dir, XDG_CACHE_HOME: join(dir, "xdg") }),
      below: "xdg",
      why: "where XDG_CACHE_HOME says",
    },
    {
      env: (dir: string) => ({ HOME: dir, XDG_CACHE_HOME: "xdg" }),
      below: ".cache",
      why: "in the home directory when XDG_CACHE_HOME is no absolute path",
    },
  ])("keeps code $why", ({ env, below }, { expect }) => {
    const enable = vi.fn<(directory: string) => unknown>();

    enableCompileCache(env(home), enable);

    expect(enable.mock.calls).toEqual([[join(home, below, "hexai/node")]]);
  });

  it("keeps and makes nothing without a home", async ({ expect }) => {
    const enable = vi.fn<(directory: string) => unknown>();

    enableCompileCache({}, enable);
    enableCompileCache({ HOME: join(home, "missing") }, enable);

    expect(enable).not.toHaveBeenCalled();
    expect(await readdir(home)).toEqual([]);
  });

  it.for(["hexai", "hexai/node", "hexai/node/v24.0.0-x64"])(
    "keeps nothing when others may write into %s",
    async (at, { expect }) => {
      const enable = vi.fn<(directory: string) => unknown>();
      await mkdir(join(home, ".cache/hexai/node/v24.0.0-x64"), { recursive: true, mode: 0o700 });
      await chmod(join(home, ".cache", at), 0o777);

      enableCompileCache({ HOME: home }, enable);

      expect(enable).not.toHaveBeenCalled();
    },
  );

  it("is not put off by a plain file beside what Node keeps", async ({ expect }) => {
    const enable = vi.fn<(directory: string) => unknown>();
    await mkdir(join(home, ".cache/hexai/node"), { recursive: true, mode: 0o700 });
    await writeFile(join(home, ".cache/hexai/node/.DS_Store"), "");

    enableCompileCache({ HOME: home }, enable);

    expect(enable).toHaveBeenCalledTimes(1);
  });

  it("lets Node make directories for their owner only, and then leaves the mask as it was", async ({
    expect,
  }) => {
    const usual = process.umask(0o002);
    enableCompileCache({ HOME: home }, (directory) => mkdirSync(join(directory, "v24")));
    const after = process.umask(usual);

    expect(after).toBe(0o002);
    expect((await stat(join(home, ".cache/hexai/node/v24"))).mode & 0o777).toBe(0o700);
  });
});

describe.runIf("enableCompileCache" in module)("Node's compile cache", () => {
  it("is kept for two versions of a program side by side", async ({ expect }) => {
    await writeProgram("one");
    await writeProgram("two");

    expect([run("one"), run("two")]).toEqual(["one\n", "two\n"]);
    const first = await keptFiles();
    expect([run("one"), run("two")]).toEqual(["one\n", "two\n"]);

    expect(first).toHaveLength(2);
    expect(await keptFiles()).toEqual(first);
  });
});

async function writeProgram(name: string): Promise<void> {
  await mkdir(join(home, name));
  await writeFile(join(home, name, "words.cjs"), `console.log(${JSON.stringify(name)})`);
}

function run(name: string): string {
  const script = `
    import { createRequire } from "node:module";
    import { enableCompileCache } from ${JSON.stringify(BUILT)};
    enableCompileCache(${JSON.stringify({ HOME: home })});
    createRequire(${JSON.stringify(home)})(${JSON.stringify(join(home, name, "words.cjs"))});`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    timeout: 20_000,
    env: {},
  });
  return stdout + stderr;
}

/** What Node keeps of the two programs, and when it wrote it. */
async function keptFiles(): Promise<readonly string[]> {
  const [version = ""] = await readdir(join(home, ".cache/hexai/node"));
  const directory = join(home, ".cache/hexai/node", version);
  const names = await readdir(directory);
  return Promise.all(
    names.map(async (name) => {
      const { mtimeNs } = await stat(join(directory, name), { bigint: true });
      return `${name} ${mtimeNs}`;
    }),
  );
}
