import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe } from "vitest";

import { it } from "../../testing/temporary-directory.ts";
import { configPaths } from "./config-paths.ts";

describe("configPaths", () => {
  it("names the files and says which of them there are", async ({ directory, expect }) => {
    await mkdir(join(directory, "repo/.git"), { recursive: true });
    await mkdir(join(directory, "repo/a"));
    await writeFile(join(directory, "repo/.hexaiconfig.toml"), "");

    expect(configPaths({ env: { HOME: directory }, cwd: join(directory, "repo/a") })).toEqual({
      user: { path: join(directory, ".config/hexai/config.toml"), exists: false },
      project: { path: join(directory, "repo/.hexaiconfig.toml"), exists: true },
    });
  });

  it("names the chosen file instead of the user's", async ({ directory, expect }) => {
    await writeFile(join(directory, "mine.toml"), "");

    expect(configPaths({ env: { HOME: "/home/me" }, cwd: directory, file: "mine.toml" })).toEqual({
      user: { path: join(directory, "mine.toml"), exists: true },
    });
  });

  it("names nothing without a home and outside of a repository", ({ directory, expect }) => {
    expect(configPaths({ env: {}, cwd: directory })).toEqual({});
  });
});
