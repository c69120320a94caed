import fs from "node:fs";
import { join } from "node:path";

import { describe, type ExpectStatic, it } from "vitest";

import {
  type BeforeCall,
  hookedFileSystem,
  namesIn,
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
    const told: unknown[] = [];
    const onBackUp = (notice: unknown): unknown => told.push(notice);
    await Promise.all([
      store.update("p", "m", 1, 2, { onBackUp }),
      store.update("p", "m", 1, 2, { onBackUp }),
    ]);
    await store.update("p", "m", 1, 2, { onBackUp });

    expect(told).toEqual([expect.objectContaining({ code: "backed-up", path: file })]);
    expect((await store.snapshot()).global.reqs).toBe(3);
    expect(fs.readFileSync(`${file}.bak`)).toEqual(Buffer.from(contents));
    expect(namesIn(dir)).toEqual(["stats.json", "stats.json.bak"]);
  });

  it("is set aside unread when it is 100 MB long, and replaces an older one set aside", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    const file = join(dir, "stats.json");
    fs.writeFileSync(`${file}.bak`, "older");
    fs.writeFileSync(file, "");
    fs.truncateSync(file, 100_000_000);
    const store = createStore({ dir });

    await store.update("p", "m", 1, 2);

    expect((await store.snapshot()).global.reqs).toBe(1);
    expect(fs.statSync(`${file}.bak`).size).toBe(100_000_000);
  });

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

  it("is an error when it is a directory", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.mkdirSync(join(dir, "stats.json"));

    await expectRejections(expect, createStore({ dir }), "unreadable", "unreadable");
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

  it("is an error when it is a symbolic link to itself", async ({ expect }) => {
    const dir = join(await temporaryDirectory(), "loop");
    fs.symlinkSync("loop", dir);

    await expectRejections(expect, createStore({ dir }), "unwritable", "unreadable");
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
