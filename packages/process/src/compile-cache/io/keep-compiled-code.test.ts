import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterEach, beforeEach, describe, it } from "vitest";

const BUILT = pathToFileURL(join(import.meta.dirname, "../../../dist/index.js")).href;
const SELF = JSON.stringify(BUILT);

let home: string;
let bundle: string;
let cacheDir: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "hexai-code-"));
  bundle = join(home, "dist");
  cacheDir = join(home, ".cache/hexai");
  await mkdir(bundle);
  await mkdir(cacheDir, { recursive: true });
  await writeFile(join(bundle, "words-1.js"), "exports.word = (name) => `hello ${name}`;");
  await writeFile(
    join(bundle, "main-1.js"),
    `const { word } = require("./words-1.js");
     console.log(word("you"), __filename === module.filename);`,
  );
});

afterEach(() => rm(home, { recursive: true, force: true }));

describe("keepCompiledCode", () => {
  it("keeps nothing where there is no home", async ({ expect }) => {
    await rm(join(home, ".cache"), { recursive: true });

    expect(run("main-1.js", { HOME: join(home, "missing") })).toBe("hello you true\n");
    expect(run("main-1.js", {})).toBe("hello you true\n");
    expect(await readdir(home)).toEqual(["dist"]);
  });

  it("does not try for ever where no directory can be made", ({ expect }) => {
    // Node's own making of directories never ends there.
    expect(run("main-1.js", { HOME: "/proc/nowhere" })).toBe("hello you true\n");
  });

  it("keeps it where XDG_CACHE_HOME says, unless that is no absolute path", async ({ expect }) => {
    run("main-1.js", { HOME: home, XDG_CACHE_HOME: join(home, "xdg") });
    run("main-1.js", { HOME: "", XDG_CACHE_HOME: "xdg" });
    expect(await readdir(cacheDir)).toEqual([]);
    expect(await readdir(join(home, "xdg/hexai"))).toEqual(["node"]);

    run("main-1.js", { HOME: home, XDG_CACHE_HOME: "xdg" });
    expect(await readdir(cacheDir)).toEqual(["node"]);
  });

  it("gives what the program gives, again and again", async ({ expect }) => {
    expect([run(), run(), run()]).toEqual(Array(3).fill("hello you true\n"));
    expect(await readdir(cacheDir)).toEqual(["node"]);
  });
});

// Newer ones do the rest by themselves.
describe.skipIf("enableCompileCache" in module)("keepCompiledCode on an old Node", () => {
  it("keeps code for its owner only, and leaves alone what fits", async ({ expect }) => {
    run();
    const kept = join(cacheDir, "node", "sample");
    const first = await Promise.all(["main-1.js", "words-1.js"].map((name) => look(kept, name)));
    run();

    expect(await readdir(kept)).toEqual(["main-1.js", "words-1.js"]);
    expect(first.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600]);
    expect((await stat(kept)).mode & 0o777).toBe(0o700);
    const second = await Promise.all(["main-1.js", "words-1.js"].map((name) => look(kept, name)));
    expect(second.map(({ mtimeNs }) => mtimeNs)).toEqual(first.map(({ mtimeNs }) => mtimeNs));
  });

  it("tells Node what is loaded: it warns of what seems to be half done", async ({ expect }) => {
    await writeFile(
      join(bundle, "main-1.js"),
      `const words = require("./words-1.js");
       console.log(module.require("./words-1.js") === words, words.then);`,
    );

    expect(run()).toBe("true undefined\n");
  });

  it("loads a file later that could not be loaded at first", async ({ expect }) => {
    await writeFile(
      join(bundle, "main-1.js"),
      `const { writeFileSync } = require("node:fs");
       for (const text of ["throw new Error('not yet')", "exports.word = 'now'"]) {
         writeFileSync(__dirname + "/late-1.js", text);
         try {
           console.log(require("./late-1.js").word, require("./late-1.js") === require("./late-1.js"));
         } catch (error) {
           console.log(error.message);
         }
       }`,
    );

    expect(run()).toBe("not yet\nnow true\n");
  });

  it("keeps on demand what is loaded, for a process that is killed", async ({ expect }) => {
    const killed = run(
      "words-1.js",
      { HOME: home },
      "save(); process.kill(process.pid, 'SIGKILL');",
    );

    expect(killed).toBe("null ");
    expect(await readdir(join(cacheDir, "node", "sample"))).toEqual(["words-1.js"]);
  });

  it("loads the kept code, not the source", async ({ expect }) => {
    run();
    // V8 compares no more of the source than its length: names change with the content.
    await writeFile(join(bundle, "words-1.js"), "exports.word = (name) => `HELLO ${name}`;");

    expect(run()).toBe("hello you true\n");
  });

  it.for([
    { what: "a changed byte", damage: (code: Buffer) => flipped(code, 200) },
    { what: "a changed last byte", damage: (code: Buffer) => flipped(code, code.length - 1) },
    { what: "a missing end", damage: (code: Buffer) => code.subarray(0, code.length - 9) },
    { what: "nothing", damage: () => Buffer.alloc(0) },
    { what: "zeros", damage: (code: Buffer) => Buffer.alloc(code.length) },
  ])("compiles again what is kept with $what", async ({ damage }, { expect }) => {
    run();
    const file = join(cacheDir, "node", "sample", "words-1.js");
    const code = await readFile(file);
    await writeFile(file, damage(code));

    expect(run()).toBe("hello you true\n");
    expect((await readFile(file)).length).toBeGreaterThan(CHECKSUM_AND_HEADER_BYTES);
    expect(damage(code).equals(await readFile(file))).toBe(false);
  });

  it("forgets what is no longer part of the program", async ({ expect }) => {
    run();
    await writeFile(join(bundle, "main-2.js"), "console.log('new')");
    await rm(join(bundle, "words-1.js"));

    expect(run("main-2.js")).toBe("new\n");
    expect(await readdir(join(cacheDir, "node", "sample"))).toEqual(["main-1.js", "main-2.js"]);
  });

  it("runs where nothing can be kept", async ({ expect }) => {
    await writeFile(join(cacheDir, "node"), "somebody else's");
    await chmod(join(cacheDir, "node"), 0o444);

    expect(run()).toBe("hello you true\n");
  });
});

const CHECKSUM_AND_HEADER_BYTES = 64;

function run(
  main = "main-1.js",
  env: Record<string, string> = { HOME: home },
  andThen = "",
): string {
  const options = JSON.stringify({ env, program: "sample", bundle });
  const program = `import { createRequire } from "node:module";
    import { keepCompiledCode } from ${SELF};
    const save = keepCompiledCode(${options});
    createRequire(${JSON.stringify(join(bundle, "start"))})(${JSON.stringify(`./${main}`)});
    ${andThen}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program],
    { encoding: "utf8", timeout: 20_000 },
  );
  return status === 0 && stderr === "" ? stdout : `${status} ${stderr}`;
}

function look(dir: string, name: string): Promise<{ mode: number; mtimeNs: bigint }> {
  return stat(join(dir, name), { bigint: true }).then(({ mode, mtimeNs }) => ({
    mode: Number(mode),
    mtimeNs,
  }));
}

function flipped(code: Buffer, at: number): Buffer {
  const copy = Buffer.from(code);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
