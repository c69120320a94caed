import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { createStore } from "../../store/io/create-store.ts";
import { hookedFileSystem, namesIn, systemError } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";

const LEFTOVER = "stats.json.00000000-1-00000000-00000000.tmp";

describe("createCriticalSection", () => {
  it("calls the file system no more often than a lock, two readings and a durable replacement need", async ({
    expect,
  }) => {
    const dir = await temporaryDirectory();
    let calls: string[] = [];
    const store = createStore({ dir, fs: hookedFileSystem((_, name) => calls.push(name)) });
    await store.update("p", "m", 1, 2);

    calls = [];
    await store.update("p", "m", 1, 2);

    const reading = "openSync fstatSync readFileSync closeSync";
    expect(calls.join(" ")).toBe(
      `lstatSync lstatSync mkdirSync ${reading} openSync writeSync fsyncSync closeSync symlinkSync ${reading} renameSync unlinkSync rmdirSync`,
    );
  });

  it("dates the lock by the clock of the file system", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const dates: number[] = [];
    const looking = hookedFileSystem((_, name) => {
      if (name === "fsyncSync") {
        dates.push(fs.statSync(join(dir, "stats.lock")).mtimeMs);
      }
    });

    await createStore({ dir, fs: looking }).update("p", "m", 1, 2);

    expect(dates).toHaveLength(1);
    expect(dates[0]).toBeLessThanOrEqual(Date.now());
  });

  it("sweeps with the first update of a process, not with every one", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const store = createStore({ dir });

    leave(dir);
    await store.update("p", "m", 1, 2);
    expect(namesIn(dir)).toEqual(["stats.json"]);

    leave(dir);
    await store.update("p", "m", 1, 2);
    expect(namesIn(dir)).toEqual(["stats.json", LEFTOVER]);
    await createStore({ dir }).update("p", "m", 1, 2);
    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it("sweeps when somebody has left the lock", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const store = createStore({ dir });
    await store.update("p", "m", 1, 2);
    fs.mkdirSync(join(dir, "stats.lock"));
    fs.utimesSync(join(dir, "stats.lock"), 0, 0);
    leave(dir);

    await store.update("p", "m", 1, 2);

    expect(namesIn(dir)).toEqual(["stats.json"]);
  });

  it("sweeps after an update that failed", async ({ expect }) => {
    const dir = await temporaryDirectory();
    let isFull = false;
    const full = hookedFileSystem((_, name) => {
      if (isFull && name === "writeSync") {
        throw systemError("ENOSPC");
      }
    });
    const store = createStore({ dir, fs: full });
    await store.update("p", "m", 1, 2);
    leave(dir);

    isFull = true;
    await expect(store.update("p", "m", 1, 2)).rejects.toMatchObject({ code: "unwritable" });
    isFull = false;
    await store.update("p", "m", 1, 2);

    expect(namesIn(dir)).toEqual(["stats.json"]);
  });
});

/** The temporary file of a process on another host, so old that nobody has a use for it. */
function leave(dir: string): void {
  fs.writeFileSync(join(dir, LEFTOVER), "");
  fs.utimesSync(join(dir, LEFTOVER), 0, 0);
}
