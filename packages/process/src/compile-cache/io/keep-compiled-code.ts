import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type module from "node:module";
import { basename, dirname, isAbsolute, join } from "node:path";
import process from "node:process";
import { Script } from "node:vm";

export interface CompiledCodeOptions {
  /** Tells where the user's caches are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names the program among those that keep code there. */
  readonly program: string;
  /** The directory of the program's files, whose names change with their content. */
  readonly bundle: string;
}

/**
 * Compiles what the program loads from now on only once, and not at each start. Node 22.8 and newer do that by themselves,
 * when asked to. For an older one it is done here, for CommonJS alone: V8 gives the code when the process ends, and says
 * later whether it fits, but not whether it is whole, and damaged code can hang the process. So it is kept twice and compared.
 *
 * It is kept beside the statistics, where only the user reads. Never throws: whatever is wrong, the program is compiled.
 *
 * @returns Keeps what has been loaded so far, for a process that may be killed in the end.
 */
export function keepCompiledCode({ env, program, bundle }: CompiledCodeOptions): () => void {
  const { HOME = "", XDG_CACHE_HOME = "" } = env;
  const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(HOME, ".cache");
  const { enableCompileCache, flushCompileCache }: NewerModule = nodeModule();
  if (!isAbsolute(caches)) {
    return () => undefined;
  }
  const dir = join(caches, "hexai/node");
  const dirs = [caches, join(caches, "hexai"), dir];
  if (enableCompileCache === undefined) {
    return keepCode([...dirs, join(dir, program)], bundle);
  }
  makeDirectories(dirs);
  if (existsSync(dir)) {
    enableCompileCache(dir); // it would make the directory itself, for everybody to read, and try for ever where it cannot
  }
  return () => flushCompileCache?.();
}

/** An `import` would make getters for all that it has. */
function nodeModule(): NewerModule {
  return process.getBuiltinModule("node:module");
}

type NewerModule = typeof module & {
  readonly enableCompileCache?: (dir: string) => unknown;
  readonly flushCompileCache?: () => void;
};

/** @param dirs - Where the code goes is the last of them; those above it come before. */
function keepCode(dirs: readonly string[], bundle: string): () => void {
  const dir = dirs.at(-1) ?? "";
  const { createRequire, Module } = nodeModule();
  // oxlint-disable-next-line typescript/no-deprecated -- the one documented way to load files otherwise
  const { cache, extensions } = createRequire(import.meta.filename);
  const load = extensions[".js"];
  const unkept = new Map<string, Script>();
  const run = (loaded: NodeJS.Module, filename: string): void => {
    const name = basename(filename);
    const cachedData = readCode(`${dir}/${name}`);
    const script = new Script(wrapped(readFileSync(filename, "utf8")), {
      filename,
      ...(cachedData !== undefined && { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) {
      unkept.set(name, script);
    }
    const call: ModuleFunction = script.runInThisContext();
    call.call(loaded.exports, loaded.exports, requireFrom(loaded), loaded, filename, bundle);
  };
  // Files of the bundle are beside each other, and Node would look in a dozen steps where they are.
  const requireFrom =
    (parent: NodeJS.Module) =>
    (id: string): unknown => {
      if (!id.startsWith("./")) {
        return parent.require(id);
      }
      const filename = `${bundle}/${id.slice(2)}`;
      const known = cache[filename];
      if (known !== undefined) {
        return known.exports;
      }
      const made = new Module(filename, parent);
      cache[filename] = made;
      try {
        run(made, filename);
        made.loaded = true;
        return made.exports;
      } catch (error) {
        Reflect.deleteProperty(cache, filename);
        throw error;
      }
    };
  extensions[".js"] = (loaded, filename) => {
    if (dirname(filename) === bundle) {
      run(loaded, filename);
    } else {
      load(loaded, filename);
    }
  };
  const save = (): void => {
    if (unkept.size > 0) {
      makeDirectories(dirs);
      writeCode(dir, unkept, bundle);
      unkept.clear();
    }
  };
  process.once("exit", save);
  return save;
}

/** Each for its owner only. One that cannot be made is missed later. */
function makeDirectories(dirs: readonly string[]): void {
  try {
    for (const missing of dirs.filter((each) => !existsSync(each))) {
      mkdirSync(missing, { mode: 0o700 });
    }
  } catch {
    // A home that is not there, or not ours.
  }
}

type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: (id: string) => unknown,
  module: unknown,
  filename: string,
  dirname: string,
) => void;

function wrapped(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
}

/** Both halves of a file are the same. A checksum would be shorter, and Node's `zlib` longer to load than this to compare. */
function readCode(file: string): Buffer | undefined {
  try {
    const content = readFileSync(file);
    const code = content.subarray(0, content.length / 2);
    return content.subarray(code.length).equals(code) ? code : undefined;
  } catch {
    return undefined; // never kept
  }
}

/** Writes the code, and removes that of files which are gone from the bundle: of other versions. */
function writeCode(dir: string, scripts: ReadonlyMap<string, Script>, bundle: string): void {
  try {
    for (const name of readdirSync(dir).filter((each) => !existsSync(join(bundle, each)))) {
      rmSync(join(dir, name));
    }
    for (const [name, script] of scripts) {
      const code = script.createCachedData();
      writeWholly(join(dir, name), Buffer.concat([code, code]));
    }
  } catch {
    // A full disk, or a cache that is not ours: the next start compiles again.
  }
}

/** On a full disk it leaves what there is to others. */
function writeWholly(file: string, content: Buffer): void {
  try {
    writeFileSync(file, content, { mode: 0o600 });
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}
