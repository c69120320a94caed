import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, it } from "vitest";

import { isSafeToCreate, isSafeToKeepIn, isOwnCache, makeOwnDirectory } from "./own-directory.ts";

/** Of a user who has no process and no file on any machine that runs these tests. */
const STRANGER = 54_321;
const isRoot = process.getuid?.() === 0;

/** A directory where everybody may make something, as in `/tmp`. */
let shared: string;

beforeEach(async () => {
  shared = await mkdtemp(join(tmpdir(), "hexai-own-"));
  await chmod(shared, 0o1777);
});

afterEach(() => rm(shared, { recursive: true, force: true }));

describe("makeOwnDirectory", () => {
  it("makes what is missing for its owner only", async ({ expect }) => {
    const base = join(shared, "cache");

    expect(makeOwnDirectory(base, ["hexai", "node"])).toBe(join(base, "hexai/node"));
    for (const path of ["cache", "cache/hexai", "cache/hexai/node"]) {
      expect((await stat(join(shared, path))).mode & 0o777).toBe(0o700);
    }
  });

  it("takes directories of ours that others may only read", async ({ expect }) => {
    await mkdir(join(shared, "hexai/node"), { recursive: true });
    await chmod(join(shared, "hexai"), 0o755);
    await chmod(join(shared, "hexai/node"), 0o755);

    expect(makeOwnDirectory(shared, ["hexai", "node"])).toBe(join(shared, "hexai/node"));
  });

  it.for(["hexai", "hexai/node"])(
    "refuses %s when it is a link to one of ours",
    async (at, { expect }) => {
      await mkdir(join(shared, "target/node"), { recursive: true, mode: 0o700 });
      await mkdir(join(shared, at, ".."), { recursive: true, mode: 0o700 });
      await symlink(join(shared, "target"), join(shared, at));

      expect(makeOwnDirectory(shared, ["hexai", "node"])).toBeUndefined();
    },
  );

  it.for([
    { at: "hexai", mode: 0o777 },
    { at: "hexai", mode: 0o1777 },
    { at: "hexai", mode: 0o770 },
    { at: "hexai", mode: 0o702 },
    { at: "hexai/node", mode: 0o777 },
    { at: "hexai/node", mode: 0o720 },
  ])("refuses $at when others may write into it ($mode)", async ({ at, mode }, { expect }) => {
    await mkdir(join(shared, "hexai/node"), { recursive: true, mode: 0o700 });
    await chmod(join(shared, at), mode);

    expect(makeOwnDirectory(shared, ["hexai", "node"])).toBeUndefined();
  });

  // Only root can give a directory away.
  it.runIf(isRoot).for(["hexai", "hexai/node"])(
    "refuses %s of another user",
    async (at, { expect }) => {
      await mkdir(join(shared, "hexai/node"), { recursive: true, mode: 0o700 });
      await chown(join(shared, at), STRANGER, STRANGER);

      expect(makeOwnDirectory(shared, ["hexai", "node"])).toBeUndefined();
    },
  );

  it("gives nothing where a file is in the way, or nothing can be made", async ({ expect }) => {
    await writeFile(join(shared, "hexai"), "");

    expect(makeOwnDirectory(shared, ["hexai", "node"])).toBeUndefined();
    expect(makeOwnDirectory(join(shared, "hexai"), ["hexai"])).toBeUndefined();
    expect(makeOwnDirectory(join(shared, "hexai/in-a-file"), ["hexai"])).toBeUndefined();
    expect(makeOwnDirectory(join(shared, "missing/too"), ["hexai"])).toBeUndefined();
    // Node's own making of directories one inside the other never ends there.
    expect(makeOwnDirectory("/proc/nowhere", ["hexai"])).toBeUndefined();
  });
});

describe("isSafeToKeepIn", () => {
  it("is true of what is missing, of a directory of ours and of our link to one", async ({
    expect,
  }) => {
    await mkdir(join(shared, "own"), { mode: 0o755 });
    await symlink("own", join(shared, "link"));

    expect(["missing/too", "own", "link"].map((at) => isSafeToKeepIn(join(shared, at)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("is false where others can write, and of a file", async ({ expect }) => {
    await mkdir(join(shared, "open"));
    await chmod(join(shared, "open"), 0o777);
    await writeFile(join(shared, "file"), "");

    expect(["open", "file"].map((at) => isSafeToKeepIn(join(shared, at)))).toEqual([false, false]);
  });

  it.runIf(isRoot)("is false in and below a directory of somebody else", async ({ expect }) => {
    await chown(shared, STRANGER, STRANGER);

    expect(isSafeToKeepIn(shared)).toBe(false);
    expect(isSafeToKeepIn(join(shared, ".local/state/hexai"))).toBe(false);
  });
});

describe("isOwnCache", () => {
  beforeEach(async () => {
    await mkdir(join(shared, "hexai/answers"), { recursive: true, mode: 0o700 });
  });

  it("is true of directories of ours, one link to one included", async ({ expect }) => {
    await symlink("hexai", join(shared, "link"));
    await symlink("answers", join(shared, "hexai/link"));

    expect(isOwnCache(join(shared, "hexai/answers"))).toBe(true);
    expect(isOwnCache(join(shared, "link/answers"))).toBe(true);
    expect(isOwnCache(join(shared, "hexai/link"))).toBe(true);
  });

  it("is false of what is missing, a file, or a link to a link", async ({ expect }) => {
    await symlink("hexai", join(shared, "hop"));
    await symlink("hop", join(shared, "link"));
    await writeFile(join(shared, "hexai/file"), "");

    expect(isOwnCache(join(shared, "hexai/missing"))).toBe(false);
    expect(isOwnCache(join(shared, "hexai/file"))).toBe(false);
    expect(isOwnCache(join(shared, "link/answers"))).toBe(false);
  });

  it.for(["hexai", "hexai/answers"])(
    "is false where others can write %s",
    async (at, { expect }) => {
      await chmod(join(shared, at), 0o770);

      expect(isOwnCache(join(shared, "hexai/answers"))).toBe(false);
    },
  );
});

describe("isSafeToCreate", () => {
  it("is true below a directory of ours or of root", ({ expect }) => {
    expect(isSafeToCreate(join(shared, "a/b/c"))).toBe(true);
    expect(isSafeToCreate("/hexai-missing/a")).toBe(true);
  });

  // Only root can give a directory away.
  it.runIf(isRoot)("is false below a directory of another user", async ({ expect }) => {
    await chown(shared, STRANGER, STRANGER);

    expect(isSafeToCreate(join(shared, ".cache/hexai"))).toBe(false);
    expect(makeOwnDirectory(join(shared, ".cache"), ["hexai"])).toBeUndefined();
    expect(isSafeToCreate(shared)).toBe(false);
  });
});
