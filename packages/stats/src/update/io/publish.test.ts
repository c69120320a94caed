import fs from "node:fs";
import { join } from "node:path";

import { describe, it } from "vitest";

import { type FileSystem, nodeFileSystem } from "../../file/io/file-system.ts";
import { createSnapshot } from "../../snapshot/snapshot.ts";
import { usage } from "../../testing/events.ts";
import { hookedFileSystem, namesIn } from "../../testing/hooked-file-system.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { publish } from "./publish.ts";
import { readState } from "./read-state.ts";
import { updateOnce } from "./update-cycle.ts";
import { createWriter } from "./writer.ts";

const NOW = Date.UTC(2026, 0, 1);
/** More calls than one update makes. */
const ENOUGH = 40;

describe("publish", () => {
  it("replaces the state that was read", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const { id } = readState(nodeFileSystem, path);

    expect(publish(nodeFileSystem, createWriter(), path, id, "new")).toBe(true);

    expect(fs.readFileSync(path, "utf8")).toBe("new");
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
  });

  it("leaves a file alone that has changed since", async ({ expect }) => {
    const path = join(await temporaryDirectory(), "stats.json");
    const { id } = readState(nodeFileSystem, path);
    fs.writeFileSync(path, "somebody else's");

    expect(publish(nodeFileSystem, createWriter(), path, id, "new")).toBe(false);

    expect(fs.readFileSync(path, "utf8")).toBe("somebody else's");
    expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
  });

  // Two holders of the lock at once: one is suspended before its k-th call, the other runs meanwhile.
  it("loses nothing when a holder is suspended at any call while another updates", async ({
    expect,
  }) => {
    for (let k = 1; k <= ENOUGH; k += 1) {
      for (const updates of [1, 2, 3]) {
        const path = join(await temporaryDirectory(), "stats.json");
        record(nodeFileSystem, path);

        let recorded = 2;
        const suspended = hookedFileSystem((call) => {
          if (call === k) {
            Array.from({ length: updates }, () => record(nodeFileSystem, path));
            recorded += updates;
          }
        });

        record(suspended, path);

        expect({ k, updates, reqs: reqsAt(path) }).toEqual({ k, updates, reqs: recorded });
        expect(namesIn(join(path, ".."))).toEqual(["stats.json"]);
      }
    }
  });

  it("loses nothing when three holders are suspended inside one another at any call", async ({
    expect,
  }) => {
    for (let k = 1; k <= ENOUGH; k += 1) {
      for (let j = 1; j <= ENOUGH; j += 1) {
        const path = join(await temporaryDirectory(), "stats.json");
        let recorded = 1;
        const second = hookedFileSystem((call) => {
          if (call === j) {
            record(nodeFileSystem, path);
            recorded += 1;
          }
        });
        const first = hookedFileSystem((call) => {
          if (call === k) {
            record(second, path);
            recorded += 1;
          }
        });

        record(first, path);

        expect({ k, j, reqs: reqsAt(path) }).toEqual({ k, j, reqs: recorded });
      }
    }
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

/** Updates until it is done, as the queue does, but without a lock. */
function record(fileSystem: FileSystem, path: string): void {
  for (let tries = 0; tries < 10; tries += 1) {
    if (updateOnce(fileSystem, createWriter(), path, [usage({ at: NOW })], NOW, 3600)) {
      return;
    }
  }
  throw new Error("The succession stays claimed");
}

function reqsAt(path: string): number {
  const { file } = readState(nodeFileSystem, path);
  return createSnapshot(file?.events ?? [], NOW, 3600).global.reqs;
}
