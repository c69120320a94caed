import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type FileSystem, nodeFileSystem } from "../../file/io/file-system.ts";
import { createSnapshot } from "../../snapshot/snapshot.ts";
import { usage } from "../../testing/events.ts";
import { hookedFileSystem, namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { updatePlace } from "../../testing/update-place.ts";
import { publish } from "./publish.ts";
import { updateOnce } from "./update-cycle.ts";
import { createWriter } from "./writer.ts";

const NOW = Date.UTC(2026, 0, 1);
/** Without flushing: it takes nearly all the time, and processes that go on see the same files with or without it. */
const UNFLUSHED: FileSystem = { ...nodeFileSystem, fsyncSync: () => undefined };
/** An update that finds no file: look, open, write, flush, close, claim, look, rename, remove the claim. */
const LEAST_CALLS = 9;

describe("publish", () => {
  it("replaces the state that was read", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const parent = updatePlace(path).states.read();

    expect(publish(nodeFileSystem, createWriter(), path, parent, Buffer.from("new"))).toBe(true);

    expect(fs.readFileSync(path, "utf8")).toBe("new");
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
  });

  it("leaves a file alone that has changed since", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const parent = updatePlace(path).states.read();
    fs.writeFileSync(path, "somebody else's");

    expect(publish(nodeFileSystem, createWriter(), path, parent, Buffer.from("new"))).toBe(false);

    expect(fs.readFileSync(path, "utf8")).toBe("somebody else's");
    expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
  });

  // Two holders of the lock at once: one is suspended before its k-th call, the other runs meanwhile.
  it("loses nothing when a holder is suspended at any call while another updates", async ({
    expect,
  }) => {
    for (const updates of [1, 2, 3]) {
      const calls = await forEveryCall(async (k) => {
        const path = join(await temporaryDirectory(), "stats.json");
        record(UNFLUSHED, path);
        const holder = suspendedBefore(k, () => {
          Array.from({ length: updates }, () => record(UNFLUSHED, path));
        });

        record(holder.fs, path);

        const reqs = holder.wasSuspended() ? 2 + updates : 2;
        expect({ k, updates, reqs: reqsAt(path) }).toEqual({ k, updates, reqs });
        expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
        return holder.wasSuspended();
      });
      expect(calls).toBeGreaterThan(10);
    }
  });

  it("loses nothing when three holders are suspended inside one another at any call", async ({
    expect,
  }) => {
    const calls = await forEveryCall(async (k) => {
      let wasFirstSuspended = false;
      const callsOfSecond = await forEveryCall(async (j) => {
        const path = join(await temporaryDirectory(), "stats.json");
        const second = suspendedBefore(j, () => record(UNFLUSHED, path));
        const first = suspendedBefore(k, () => record(second.fs, path));

        record(first.fs, path);

        wasFirstSuspended = first.wasSuspended();
        const reqs = 1 + Number(first.wasSuspended()) + Number(second.wasSuspended());
        expect({ k, j, reqs: reqsAt(path) }).toEqual({ k, j, reqs });
        return second.wasSuspended();
      });
      expect(callsOfSecond >= LEAST_CALLS).toBe(wasFirstSuspended);
      return wasFirstSuspended;
    });
    expect(calls).toBeGreaterThanOrEqual(LEAST_CALLS);
  });

  it("finishes what a killed process had claimed, and counts it once", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const killed = new Error("killed");
    const dying = hookedFileSystem((_, name) => {
      if (name === "renameSync" || name === "unlinkSync") {
        throw killed; // from here on nothing is carried out any more
      }
    });
    expect(() => record(dying, path)).toThrow();
    expect(namesIn(join(path, ".."))).toHaveLength(2);

    record(nodeFileSystem, path);

    expect(reqsAt(path)).toBe(2);
  });
});

/** Runs `trial` for the first call, the second and so on, until there is none that it reaches; gives how many there are. */
async function forEveryCall(trial: (k: number) => Promise<boolean>): Promise<number> {
  let k = 1;
  while (await trial(k)) {
    k += 1;
  }
  return k - 1;
}

/** A holder of the lock that is suspended before its `k`-th call, while `others` run. */
function suspendedBefore(k: number, others: () => void) {
  let isSuspended = false;
  const fileSystem = hookedFileSystem((call) => {
    if (call === k) {
      isSuspended = true;
      others();
    }
  }, UNFLUSHED);
  return { fs: fileSystem, wasSuspended: () => isSuspended };
}

/** Updates until it is done, as the queue does, but without a lock. */
function record(fileSystem: FileSystem, path: string): void {
  for (let tries = 0; tries < 10; tries += 1) {
    if (updateOnce(updatePlace(path, fileSystem), [usage({ at: NOW })], NOW, 3600)) {
      return;
    }
  }
  throw new Error("The succession stays claimed");
}

function reqsAt(path: string): number {
  const { file } = updatePlace(path).states.read();
  return createSnapshot(file?.events ?? [], NOW, 3600).global.reqs;
}
