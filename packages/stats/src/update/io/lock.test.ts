import fs from "node:fs";
import { join } from "node:path";

import { lockSync } from "proper-lockfile";
import { describe, it, vi } from "vitest";

import { nodeFileSystem } from "../../file/io/file-system.ts";
import { createStore } from "../../store/io/create-store.ts";
import { hookedFileSystem, namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { STALE_AFTER_MS, type TryLock, createLock } from "./lock.ts";

describe("createLock", () => {
  it("gives the lock to one at a time", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.lock");
    const [one, other] = [lockAt(path), lockAt(path)];

    const release = one();
    expect(release).toBeDefined();
    expect(other()).toBeUndefined();
    release?.();

    expect(namesIn(join(path, ".."))).toEqual([]);
    expect(other()).toBeDefined();
  });

  it("takes over a lock with an old time stamp at once", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.lock");
    fs.mkdirSync(path);
    fs.utimesSync(path, 0, 0);

    expect(lockAt(path)()).toBeDefined();
  });

  it("takes over a lock from the future once it has not changed for long enough", async ({
    expect,
  }) => {
    const path = join(await temporaryDirectory(), "stats.lock");
    const tomorrow = new Date(Date.now() + 86_400_000);
    fs.mkdirSync(path);
    fs.utimesSync(path, tomorrow, tomorrow);
    let monotonic = 0;
    const tryLock = lockAt(path, () => monotonic);

    expect(tryLock()).toBeUndefined();
    monotonic += STALE_AFTER_MS;
    expect(tryLock()).toBeUndefined();
    monotonic += 1;
    expect(tryLock()).toBeDefined();
  });

  it.for(["file", "symbolic link"])("replaces a %s of its name", async (kind, { expect }) => {
    const path = join(await temporaryDirectory(), "stats.lock");
    if (kind === "file") {
      fs.writeFileSync(path, "");
    } else {
      fs.symlinkSync("nowhere", path);
    }

    expect(lockAt(path)()).toBeDefined();
    expect(fs.lstatSync(path).isDirectory()).toBe(true);
  });
});

describe("an update", () => {
  it("waits while the lock is held, and is recorded when it is free", async ({ expect }) => {
    const dir = await temporaryDirectory();
    let calls = 0;
    const store = createStore({ dir, fs: hookedFileSystem(() => (calls += 1)) });
    const release = lockAt(join(dir, "stats.lock"))();
    const onRecorded = vi.fn<() => void>();

    const update = store.update("p", "m", 1, 2).then(onRecorded);
    await vi.waitUntil(() => calls > 5); // it has looked at the lock that often
    expect(onRecorded).not.toHaveBeenCalled();
    release?.();
    await update;

    expect((await store.snapshot()).global.reqs).toBe(1);
  });

  it("gives up with lock-timeout while a living holder does not let go", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const lock = join(dir, "stats.lock");
    fs.mkdirSync(lock);
    const refresh = setInterval(() => fs.utimesSync(lock, new Date(), new Date()), 500);

    const outcome = await createStore({ dir })
      .update("p", "m", 1, 2)
      .catch((error: unknown) => error);
    clearInterval(refresh);

    expect(outcome).toMatchObject({ code: "lock-timeout", path: join(dir, "stats.json") });
    expect(namesIn(dir)).toEqual(["stats.lock"]);
  });

  it("replaces a lock file of another version", async ({ expect }) => {
    const dir = await temporaryDirectory();
    fs.writeFileSync(join(dir, "stats.lock"), "");

    await createStore({ dir }).update("p", "m", 1, 2);

    expect(namesIn(dir)).toEqual(["stats.json"]);
  });
});

function lockAt(path: string, monotonic: () => number = () => performance.now()): TryLock {
  return createLock({ fs: nodeFileSystem, path, lock: lockSync, now: Date.now, monotonic });
}
