import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test } from "vitest";

/** `it` with a `directory` of its own, which is gone after the test. */
export const it = test.extend<{ directory: string }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads the names of what a fixture needs from here
  directory: async ({}, use) => {
    const directory = await mkdtemp(join(await realpath(tmpdir()), "config-"));
    await use(directory);
    await rm(directory, { recursive: true });
  },
});
