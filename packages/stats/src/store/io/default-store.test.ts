import { join } from "node:path";

import { describe, it, vi } from "vitest";

import { temporaryDirectory } from "../../testing/temporary-directory.ts";
import { cacheDir } from "./default-cache-dir.ts";
import { path, setWindow, snapshot, window } from "./default-reader.ts";
import { update } from "./default-store.ts";

describe("the user's own statistics", () => {
  it("are found where the environment says, at the time of use", async ({ expect }) => {
    const [first, second] = [await temporaryDirectory(), await temporaryDirectory()];

    vi.stubEnv("XDG_CACHE_HOME", first);
    expect([cacheDir(), path()]).toEqual([
      join(first, "hexai"),
      join(first, "hexai", "stats.json"),
    ]);
    await update("p", "m", 1, 2);
    expect((await snapshot()).global.reqs).toBe(1);
    vi.stubEnv("XDG_CACHE_HOME", second);
    expect((await snapshot()).global.reqs).toBe(0);
  });

  it("have one window", async ({ expect }) => {
    vi.stubEnv("XDG_CACHE_HOME", await temporaryDirectory());

    setWindow(120);

    expect(window()).toBe(120);
    expect((await snapshot()).windowSeconds).toBe(120);
  });
});
