import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { createPrivacyFilter } from "./privacy-filter.ts";

const run = promisify(execFile);

describe("createPrivacyFilter", () => {
  it("lets a file pass that nothing speaks against", async ({ expect }) => {
    const { blockedReason } = await directory({
      ".git/HEAD": "",
      ".gitignore": "*.log",
      "a.ts": "",
    });

    expect(blockedReason("a.ts")).toBeUndefined();
  });

  it.for([
    { path: "a.log", why: "the root's file names it" },
    { path: "deep/down/a.log", why: "in every directory below" },
    { path: "build/a.ts", why: "everything in a directory that is named" },
    { path: "deep/local.ts", why: "a nested file names it" },
    { path: "deep/down/local.ts", why: "and for the directories below it" },
    { path: "private.ts", why: "the repository's own exclude file names it" },
  ])("keeps $path at home: $why", async ({ path }, { expect }) => {
    const { blockedReason } = await repository();

    expect(blockedReason(path)).toContain(".gitignore names it");
  });

  it.for([
    { path: "local.ts", why: "a nested file says nothing about what is above" },
    { path: "deep/keep.log", why: "a nested file takes it back" },
  ])("lets $path pass: $why", async ({ path }, { expect }) => {
    const { blockedReason } = await repository();

    expect(blockedReason(path)).toBeUndefined();
  });

  it("agrees with git about any patterns", async ({ expect }) => {
    const directories = fc.array(fc.constantFrom("a", "b", "e.x"), { maxLength: 3 });
    const file = fc.constantFrom("f", "c.x", "d.y");
    const pattern = fc
      .tuple(
        fc.constantFrom("", "", "!"),
        fc.constantFrom("", "/", "**/", "a/", "*/"),
        fc.constantFrom("a", "b", "f", "c.x", "*.x", "*", "?", "[ab]", "d.*", "**"),
        fc.constantFrom("", "", "/", "/**", "/*"),
      )
      .map((parts) => parts.join(""));
    const patterns = fc.array(pattern, { maxLength: 4 }).map((lines) => lines.join("\n"));
    const path = fc.tuple(directories, file).map(([above, name]) => [...above, name].join("/"));

    await fc.assert(
      fc.asyncProperty(patterns, patterns, patterns, fc.array(path), async (...drawn) => {
        const [root, a, b, paths] = drawn;
        const files = { ".gitignore": root, "a/.gitignore": a, "a/b/.gitignore": b };
        const { cwd, blockedReason } = await directory(files);
        await run("git", ["init", "-q"], { cwd });

        const ours = paths.filter((one) => blockedReason(one) !== undefined);

        expect(new Set(ours)).toEqual(await ignoredByGit(cwd, paths));
      }),
      { numRuns: 60 },
    );
  });

  it("sees a change of a .gitignore within a second", async ({ expect }) => {
    const { cwd, clock, blockedReason } = await repository();
    blockedReason("a.ts");

    await writeFile(join(cwd, ".gitignore"), "*.ts\n");
    clock.now += 1_000;

    expect(blockedReason("a.ts")).toContain(".gitignore names it");
  });

  it("asks the disk at most once a second for a document", async ({ expect }) => {
    const { cwd, clock, blockedReason } = await repository();
    blockedReason("a.ts");

    await writeFile(join(cwd, ".gitignore"), "*.ts\n");
    clock.now += 999;

    expect(blockedReason("a.ts")).toBeUndefined();
  });

  it("reads no .gitignore from outside of the repository", async ({ expect }) => {
    const { blockedReason } = await directory({ ".gitignore": "*", "repo/.git/HEAD": "" });

    expect(blockedReason("repo/a.ts")).toBeUndefined();
  });

  it("reads .gitignore files of a workspace that is no repository", async ({ expect }) => {
    const { cwd, blockedReason, settings } = await directory({ ".gitignore": "*.log" });
    settings.folder = cwd;

    expect(blockedReason("deep/a.log")).toContain(".gitignore names it");
  });

  it("reads none when the settings say so, and goes on keeping secrets", async ({ expect }) => {
    const { blockedReason, settings } = await repository();
    settings.ignore = { ...settings.ignore, gitignore: false };

    expect(blockedReason("a.log")).toBeUndefined();
    expect(blockedReason(".env")).toContain("it may hold secrets");
  });

  it("obeys a change of the settings at once", async ({ expect }) => {
    const { blockedReason, settings } = await repository();
    blockedReason("deep/a.ts");

    settings.ignore = { ...settings.ignore, extra_patterns: ["deep/"] };

    expect(blockedReason("deep/a.ts")).toContain("extra_patterns names it");
  });

  it("has .gitignore bring no secret back", async ({ expect }) => {
    const { blockedReason } = await directory({ ".git/HEAD": "", ".gitignore": "!.env\n" });

    expect(blockedReason(".env")).toContain("it may hold secrets");
  });

  it.for([
    { target: ".env", reason: "it may hold secrets" },
    { target: "a.log", reason: ".gitignore names it" },
  ])("sees through a link to $target", async ({ target, reason }, { expect }) => {
    const { cwd, blockedReason } = await repository();
    await writeFile(join(cwd, target), "");
    await symlink(join(cwd, target), join(cwd, "notes.txt"));

    expect(blockedReason("notes.txt")).toContain(reason);
  });

  it("sees through a link to a directory, for a file that is not there yet", async ({ expect }) => {
    const { cwd, blockedReason } = await directory({ ".ssh/known_hosts": "" });
    await symlink(join(cwd, ".ssh"), join(cwd, "notes"));

    expect(blockedReason("notes/new")).toContain("it may hold secrets");
  });

  it("keeps a large file at home", async ({ expect }) => {
    const { blockedReason } = await directory({ "a.ts": "x".repeat(1024 * 1024 + 1) });

    expect(blockedReason("a.ts")).toBe("a.ts is not sent to any model, because it is over 1 MiB");
  });

  it.for([
    { path: "Untitled-1", isBlocked: false, why: "it is in no file" },
    { path: ".env", isBlocked: true, why: "it is going to be a secret" },
    { path: "/nowhere/.env", isBlocked: true, why: "it may have been there in an old commit" },
  ])("judges $path, which does not exist, by its name: $why", async (row, { expect }) => {
    const { filter } = await directory({});

    const reason = filter.blockedReason(row.path);

    expect(reason !== undefined).toBe(row.isBlocked);
  });

  it("keeps a document at home that has grown too large and is not saved", async ({ expect }) => {
    const { filter } = await directory({});

    expect(filter.blockedReason("a", 1024 * 1024 + 1)).toContain("because it is over 1 MiB");
    expect(filter.blockedReason("a", 1024 * 1024)).toBeUndefined();
  });

  it.for([".gitignore/x", ".git"])("is not confused by a strange %s", async (name, { expect }) => {
    const { blockedReason } = await directory({ [name]: "", "a.ts": "" });

    expect(blockedReason("a.ts")).toBeUndefined();
  });
});

function repository() {
  return directory({
    ".git/info/exclude": "private.ts\n",
    ".gitignore": "*.log\nbuild/\n",
    "deep/.gitignore": "local.ts\n!keep.log\n",
  });
}

/** A directory with these files, and a filter that knows no workspace. */
async function directory(files: Readonly<Record<string, string>>) {
  const cwd = await mkdtemp(join(tmpdir(), "hexai-privacy-"));
  onTestFinished(() => rm(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(cwd, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const clock = { now: 0 };
  const settings = {
    folder: undefined as string | undefined,
    ignore: { gitignore: true, extra_patterns: [] as string[] },
  };
  const filter = createPrivacyFilter({
    rules: () => settings.ignore,
    folder: () => settings.folder,
    now: () => clock.now,
  });
  const blockedReason = (path: string) => filter.blockedReason(join(cwd, path));
  return { cwd, filter, clock, settings, blockedReason };
}

/** Which of these paths git ignores. */
async function ignoredByGit(cwd: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const options = { cwd, env: { PATH: process.env["PATH"], HOME: cwd } };
  const asked = ["check-ignore", "--no-index", "--", ...paths];
  const { stdout } = await run("git", asked, options).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && (error.code === 1 || error.code === 128)) {
      return { stdout: "" }; // none of them, or none was asked for
    }
    throw error;
  });
  return new Set(stdout.split("\n").filter((line) => line !== ""));
}
