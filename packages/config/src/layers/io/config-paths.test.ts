import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe } from "vitest";

import { it } from "../../testing/temporary-directory.ts";
import { userConfigPath } from "./config-paths.ts";
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

const IN_HOME = "/home/me/.config/hexai/config.toml";

describe("userConfigPath", () => {
  it.for([
    { configHome: "/x", home: "/home/me", path: "/x/hexai/config.toml", why: "it is set" },
    { configHome: "/x/", home: undefined, path: "/x/hexai/config.toml", why: "no home is needed" },
    { configHome: undefined, home: "/home/me", path: IN_HOME, why: "it is not set" },
    { configHome: "", home: "/home/me", path: IN_HOME, why: "it is empty" },
    { configHome: "  ", home: "/home/me", path: IN_HOME, why: "it is blank" },
    { configHome: "x/y", home: "/home/me", path: IN_HOME, why: "it is relative" },
    { configHome: "~/x", home: "/home/me", path: IN_HOME, why: "only a shell knows ~" },
    { configHome: undefined, home: undefined, path: undefined, why: "there is no home" },
    { configHome: "", home: "", path: undefined, why: "both are empty" },
    { configHome: undefined, home: "me", path: undefined, why: "home is relative" },
  ])("is $path for XDG_CONFIG_HOME=$configHome: $why", ({ configHome, home, path }, { expect }) => {
    expect(userConfigPath({ XDG_CONFIG_HOME: configHome, HOME: home })).toBe(path);
  });
});
