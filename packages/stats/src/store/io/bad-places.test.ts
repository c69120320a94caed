import { execFile } from "node:child_process";
import fs from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, type ExpectStatic, it, onTestFinished } from "vitest";

import type { FileSystem } from "../../file/io/file-system.ts";
import {
  type BeforeCall,
  hookedFileSystem,
  namesIn,
  replacedFileSystem,
  systemError,
} from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { type Store, createStore } from "./create-store.ts";

const NOW = Date.UTC(2026, 10, 23, 18, 40, 0, 123);

describe("a statistics file that is not one", () => {
  it.for([
    ["empty", ""],
    ["garbage", "garbage\n"],
    ["half a JSON", '{"version":1,"events":[{"ts":"2026'],
    ["NULs", "\0".repeat(4096)],
    ["of version 99", '{"version":99,"events":[]}'],
    ["not UTF-8", Buffer.from([0xff, 0xfe, 0x7b])],
  ] as const)("is set aside when it is %s", async ([, contents], { expect }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");
    fs.writeFileSync(file, contents);
    const store = createStore({ dir });

    expect((await store.snapshot()).global.reqs).toBe(0);
    expect(fs.readFileSync(file)).toEqual(Buffer.from(contents));
    const notices: unknown[] = [];
    const onBackUp = (notice: unknown): unknown => notices.push(notice);
    await Promise.all([
      store.update("p", "m", 1, 2, { onBackUp }),
      store.update("p", "m", 1, 2, { onBackUp }),
    ]);
    await store.update("p", "m", 1, 2, { onBackUp });

    expect(notices).toEqual([expect.objectContaining({ code: "backed-up", path: file })]);
    expect((await store.snapshot()).global.reqs).toBe(3);
    expect(fs.readFileSync(`${file}.bak`)).toEqual(Buffer.from(contents));
    expect(namesIn(dir)).toEqual(["stats.json", "stats.json.bak"]);
  });

  it.for([
    { bytes: 16 * 1024 * 1024, kept: 16 * 1024 * 1024, why: "small enough to be read" },
    { bytes: 16 * 1024 * 1024 + 1, kept: 1024 * 1024, why: "too large" },
    { bytes: 100_000_000, kept: 1024 * 1024, why: "much too large" },
  ])(
    "is set aside, $kept bytes of $bytes, in place of an older one: $why",
    async (example, { expect }) => {
      const { bytes, kept } = example;
      const dir = await temporaryDirectory();
      const file = join(dir, "stats.json");
      fs.writeFileSync(`${file}.bak`, "older");
      fs.writeFileSync(file, "");
      fs.truncateSync(file, bytes);
      const store = createStore({ dir });

      await store.update("p", "m", 1, 2);

      expect((await store.snapshot()).global.reqs).toBe(1);
      expect(fs.statSync(`${file}.bak`).size).toBe(kept);
      expect(fs.statSync(`${file}.bak`).mode & 0o077).toBe(bytes === kept ? 0o044 : 0);
      expect(namesIn(dir)).toEqual(["stats.json", "stats.json.bak"]);
    },
  );

  it("loses only the events that are malformed", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const good = { ts: new Date(NOW).toISOString(), provider: "p", model: "m", sent: 1, recv: 2 };
    const events = [null, good, { ...good, sent: "1" }, [], { ...good, ts: 5 }, good];
    fs.writeFileSync(join(dir, "stats.json"), JSON.stringify({ version: 1, events }));
    const store = createStore({ dir, now: () => NOW });

    await store.update("p", "m", 1, 2);

    expect((await store.snapshot()).global.reqs).toBe(3);
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it.for([
    ["directory", (file: string) => fs.mkdirSync(file), "a directory, must be a file"],
    ["pipe", makePipe, "a pipe or a device, must be a file"],
    ["device", (file: string) => fs.symlinkSync("/dev/zero", file), "a pipe or a device, must be"],
  ] as const)("is an error at once when it is a %s", async ([, make, words], { expect }) => {
    const dir = await temporaryDirectory();
    await make(join(dir, "stats.json"));
    const store = createStore({ dir });

    await expectRejections(expect, store, "unreadable", "unreadable");
    await expect(store.snapshot()).rejects.toThrow(words);
  });

  it("costs no statistics when there is a directory where it would be set aside", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");
    fs.writeFileSync(file, "garbage");
    fs.mkdirSync(`${file}.bak`);
    const notices: unknown[] = [];
    const store = createStore({ dir });

    await store.update("p", "m", 1, 2, { onBackUp: (notice) => notices.push(notice) });

    expect(notices).toEqual([
      expect.objectContaining({
        code: "not-backed-up",
        message: expect.stringContaining("stats.json.bak is a directory"),
      }),
    ]);
    expect((await store.snapshot()).global.reqs).toBe(1);
    expect(namesIn(dir)).toEqual(["stats.json", "stats.json.bak"]);
  });

  it.for([
    ["pipe", makePipe],
    ["device", (file: string) => fs.symlinkSync("/dev/full", file)],
  ] as const)("replaces a %s where it is set aside", async ([, make], { expect }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");
    fs.writeFileSync(file, "garbage");
    await make(`${file}.bak`);

    await createStore({ dir }).update("p", "m", 1, 2);

    expect(fs.readFileSync(`${file}.bak`, "utf8")).toBe("garbage");
  });

  it("is an error when it is a symbolic link to itself", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.symlinkSync("stats.json", join(dir, "stats.json"));

    await expectRejections(expect, createStore({ dir }), "unreadable", "unreadable");
  });
});

describe("a cache directory that is not usable", () => {
  it("is an error when it is a file", async ({ expect }) => {
    const file = join(await temporaryDirectory(), "file");
    fs.writeFileSync(file, "");

    await expectRejections(expect, createStore({ dir: file }), "unwritable", "unreadable");
    await expectRejections(
      expect,
      createStore({ dir: join(file, "x") }),
      "unwritable",
      "unreadable",
    );
  });

  it.for(["loop", "missing", "hop"])(
    "is an error when it is a link to %s",
    async (to, { expect }) => {
      const above = await temporaryDirectory();
      fs.mkdirSync(join(above, "end"), { mode: 0o700 });
      fs.symlinkSync("end", join(above, "hop"));
      fs.symlinkSync(to, join(above, "loop"));

      await expectRejections(expect, createStore({ dir: join(above, "loop") }), "unsafe", "unsafe");
    },
  );

  it("may be one link to a directory that is only ours", async ({ expect }) => {
    const above = await temporaryDirectory();
    fs.mkdirSync(join(above, "end"), { mode: 0o700 });
    fs.symlinkSync("end", join(above, "link"));
    const store = createStore({ dir: join(above, "link") });

    await store.update("p", "m", 1, 2);

    expect((await store.snapshot()).global.reqs).toBe(1);
  });

  it.for([0o777, 0o1777, 0o770, 0o702])(
    "is neither read nor written when others can write there (%o)",
    async (mode, { expect }) => {
      const dir = await temporaryDirectory();
      await createStore({ dir }).update("p", "m", 1, 2);
      const before = fs.readFileSync(join(dir, "stats.json"), "utf8");
      fs.chmodSync(dir, mode);
      const store = createStore({ dir });

      await expectRejections(expect, store, "unsafe", "unsafe");
      await expect(store.reset()).rejects.toThrow(`${dir} (others can write there: chmod go-w)`);
      expect(fs.readFileSync(join(dir, "stats.json"), "utf8")).toBe(before);
      fs.symlinkSync(dir, `${dir}-link`);
      onTestFinished(() => fs.unlinkSync(`${dir}-link`));
      await expectRejections(expect, createStore({ dir: `${dir}-link` }), "unsafe", "unsafe");
    },
  );

  it.for(["somebody else's", "a link of somebody else"])(
    "is not used when it is %s",
    async (what, { expect }) => {
      const above = await temporaryDirectory();
      fs.mkdirSync(join(above, "own"), { mode: 0o700 });
      fs.symlinkSync("own", join(above, "link"));
      const dir = join(above, what === "somebody else's" ? "own" : "link");

      await expectRejections(
        expect,
        createStore({ dir, fs: ownedByStranger(dir) }),
        "unsafe",
        "unsafe",
      );
      expect(namesIn(join(above, "own"))).toEqual([]);
    },
  );

  it("is not made in the directory of somebody else, who could not remove it", async ({
    expect,
  }) => {
    const home = await temporaryDirectory();
    const store = createStore({ dir: join(home, ".cache/hexai"), fs: ownedByStranger(home) });

    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({ code: "unsafe" });
    expect(namesIn(home)).toEqual([]);
  });

  it("is an error where the system makes no directory, although the one above exists", async ({
    expect,
  }) => {
    const store = createStore({ dir: "/proc/none/.cache/hexai" });

    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({ code: "unwritable" });
    expect((await store.snapshot()).global.reqs).toBe(0);
  });

  it("is an error when the device is full, and the old file stays", async ({ expect }) => {
    const dir = await temporaryDirectory();
    await createStore({ dir }).update("p", "m", 1, 2);
    const store = createStore({ dir, fs: hookedFileSystem(full) });

    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({
      code: "unwritable",
      cause: { code: "ENOSPC" },
    });
    expect((await store.snapshot()).global.reqs).toBe(1);
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it.for(["EROFS", "EACCES"])("is an error at once when it gives %s", async (code, { expect }) => {
    const dir = await temporaryDirectory();
    const store = createStore({
      dir,
      fs: hookedFileSystem((_, name) => {
        if (["mkdirSync", "openSync", "symlinkSync", "renameSync"].includes(name)) {
          throw systemError(code);
        }
      }),
    });

    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({
      code: "unwritable",
      cause: { code },
    });
    expect(namesIn(dir)).toEqual([]);
  });
});

async function makePipe(file: string): Promise<void> {
  await promisify(execFile)("mkfifo", [file]);
}

/** The real file system, where `path` belongs to a user who has nothing on any machine that runs these tests. */
function ownedByStranger(path: string): FileSystem {
  return replacedFileSystem((_, name, call, [asked]) => {
    const result = call();
    return name === "lstatSync" && asked === path && result instanceof fs.Stats
      ? Object.assign(result, { uid: 54_321 })
      : result;
  });
}

/** The real error of a full device, instead of a write. */
const full: BeforeCall = (_, name) => {
  if (name === "writeSync") {
    fs.writeFileSync("/dev/full", "x");
  }
};

async function expectRejections(
  expect: ExpectStatic,
  store: Store,
  update: string,
  snapshot: string,
): Promise<void> {
  await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({ code: update });
  await expect(store.snapshot()).rejects.toMatchObject({ code: snapshot });
}
