import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe } from "vitest";

import { it } from "../../testing/temporary-directory.ts";
import { findGitRoot } from "./find-git-root.ts";

describe("findGitRoot", () => {
  it("finds the directory itself", async ({ directory, expect }) => {
    await mkdir(join(directory, ".git"));

    expect(findGitRoot(directory)).toBe(directory);
  });

  it("finds the nearest one above", async ({ directory, expect }) => {
    const inner = join(directory, "outer/inner");
    await mkdir(join(directory, ".git"));
    await mkdir(join(inner, ".git"), { recursive: true });
    await mkdir(join(inner, "a/b"), { recursive: true });

    expect(findGitRoot(join(inner, "a/b"))).toBe(inner);
  });

  it("takes the file of a linked work tree for one", async ({ directory, expect }) => {
    await writeFile(join(directory, ".git"), "gitdir: /elsewhere\n");

    expect(findGitRoot(directory)).toBe(directory);
  });

  it("starts in a directory that does not exist yet", async ({ directory, expect }) => {
    await mkdir(join(directory, ".git"));

    expect(findGitRoot(join(directory, "not/there"))).toBe(directory);
  });

  it("passes over what cannot be looked at", async ({ directory, expect }) => {
    const loop = join(directory, "a");
    await mkdir(join(directory, ".git"));
    await mkdir(loop);
    await symlink(".git", join(loop, ".git"));

    expect(findGitRoot(loop)).toBe(directory);
  });

  it("finds none at the top of the file system", async ({ expect }) => {
    expect(findGitRoot("/")).toBeUndefined();
  });
});
