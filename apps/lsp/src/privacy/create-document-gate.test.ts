import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { createDocumentGate } from "./create-document-gate.ts";
import { createGateFiles } from "./io/gate-files.ts";

const run = promisify(execFile);

describe("createDocumentGate", () => {
  it("lets a file pass that nothing speaks against", async ({ expect }) => {
    const { refusal } = await directory({ ".git/HEAD": "", ".gitignore": "*.log", "a.ts": "" });

    await expect(refusal("a.ts")).resolves.toBeUndefined();
  });

  it.for([
    { path: "a.log", why: "the root's file names it" },
    { path: "deep/down/a.log", why: "in every directory below" },
    { path: "build/a.ts", why: "everything in a directory that is named" },
    { path: "deep/local.ts", why: "a nested file names it" },
    { path: "deep/down/local.ts", why: "and for the directories below it" },
    { path: "private.ts", why: "the repository's own exclude file names it" },
  ])("keeps $path at home: $why", async ({ path }, { expect }) => {
    const { refusal } = await repository();

    await expect(refusal(path)).resolves.toContain(".gitignore names it");
  });

  it.for([
    { path: "local.ts", why: "a nested file says nothing about what is above" },
    { path: "deep/keep.log", why: "a nested file takes it back" },
  ])("lets $path pass: $why", async ({ path }, { expect }) => {
    const { refusal } = await repository();

    await expect(refusal(path)).resolves.toBeUndefined();
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
        const { cwd, refusal } = await directory(files);
        await run("git", ["init", "-q"], { cwd });

        const refused = await Promise.all(paths.map(refusal));

        const ours = paths.filter((_, index) => refused[index] !== undefined);
        expect(new Set(ours)).toEqual(await ignoredByGit(cwd, paths));
      }),
      { numRuns: 60 },
    );
  });

  it("sees a change of a .gitignore within a second", async ({ expect }) => {
    const { cwd, clock, refusal } = await repository();
    await refusal("a.ts");

    await writeFile(join(cwd, ".gitignore"), "*.ts\n");
    clock.now += 1_000;

    await expect(refusal("a.ts")).resolves.toContain(".gitignore names it");
  });

  it("asks the disk at most once a second for a document", async ({ expect }) => {
    const { cwd, clock, refusal } = await repository();
    await refusal("a.ts");

    await writeFile(join(cwd, ".gitignore"), "*.ts\n");
    clock.now += 999;

    await expect(refusal("a.ts")).resolves.toBeUndefined();
  });

  it("reads no .gitignore from outside of the repository", async ({ expect }) => {
    const { refusal } = await directory({ ".gitignore": "*", "repo/.git/HEAD": "" });

    await expect(refusal("repo/a.ts")).resolves.toBeUndefined();
  });

  it("reads .gitignore files of a workspace that is no repository", async ({ expect }) => {
    const { cwd, refusal, settings } = await directory({ ".gitignore": "*.log" });
    settings.folder = cwd;

    await expect(refusal("deep/a.log")).resolves.toContain(".gitignore names it");
  });

  it("reads none when the settings say so, and goes on keeping secrets", async ({ expect }) => {
    const { refusal, settings } = await repository();
    settings.ignore = { ...settings.ignore, gitignore: false };

    await expect(refusal("a.log")).resolves.toBeUndefined();
    await expect(refusal(".env")).resolves.toContain("it may hold secrets");
  });

  it("obeys a change of the settings at once", async ({ expect }) => {
    const { refusal, settings } = await repository();
    await refusal("deep/a.ts");

    settings.ignore = { ...settings.ignore, extra_patterns: ["deep/"] };

    await expect(refusal("deep/a.ts")).resolves.toContain("extra_patterns names it");
  });

  it("has .gitignore bring no secret back", async ({ expect }) => {
    const { refusal } = await directory({ ".git/HEAD": "", ".gitignore": "!.env\n" });

    await expect(refusal(".env")).resolves.toContain("it may hold secrets");
  });

  it.for([
    { target: ".env", reason: "it may hold secrets" },
    { target: "a.log", reason: ".gitignore names it" },
  ])("sees through a link to $target", async ({ target, reason }, { expect }) => {
    const { cwd, refusal } = await repository();
    await writeFile(join(cwd, target), "");
    await symlink(join(cwd, target), join(cwd, "notes.txt"));

    await expect(refusal("notes.txt")).resolves.toContain(reason);
  });

  it("sees through a link to a directory, for a file that is not there yet", async ({ expect }) => {
    const { cwd, refusal } = await directory({ ".ssh/known_hosts": "" });
    await symlink(join(cwd, ".ssh"), join(cwd, "notes"));

    await expect(refusal("notes/new")).resolves.toContain("it may hold secrets");
  });

  it("keeps a large file at home", async ({ expect }) => {
    const { refusal } = await directory({ "a.ts": "x".repeat(1024 * 1024 + 1) });

    await expect(refusal("a.ts")).resolves.toBe(
      "a.ts is not sent to any model, because it is over 1 MiB",
    );
  });

  it.for([
    { uri: "untitled:Untitled-1", refused: false, why: "it is in no file" },
    { uri: "untitled:.env", refused: true, why: "it is going to be a secret" },
    { uri: "git:/nowhere/.env?ref", refused: true, why: "it was a secret in an old commit too" },
    { uri: "nonsense", refused: true, why: "nobody knows what it is" },
  ])("judges $uri by its path: $why", async ({ uri, refused }, { expect }) => {
    const { gate } = await directory({});

    const refusal = await gate.refusalOf(uri);

    expect(refusal !== undefined).toBe(refused);
  });

  it.for([".gitignore/x", ".git"])("is not confused by a strange %s", async (name, { expect }) => {
    const { refusal } = await directory({ [name]: "", "a.ts": "" });

    await expect(refusal("a.ts")).resolves.toBeUndefined();
  });
});

function repository() {
  return directory({
    ".git/info/exclude": "private.ts\n",
    ".gitignore": "*.log\nbuild/\n",
    "deep/.gitignore": "local.ts\n!keep.log\n",
  });
}

/** A directory with these files, and a gate that knows no workspace. */
async function directory(files: Readonly<Record<string, string>>) {
  const cwd = await mkdtemp(join(tmpdir(), "hexai-gate-"));
  onTestFinished(() => rm(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(cwd, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const clock = { now: 0 };
  const settings = {
    folder: undefined as string | undefined,
    ignore: { gitignore: true, extra_patterns: [] as string[], lsp_notify_ignored: true },
  };
  const gate = createDocumentGate({
    files: createGateFiles(),
    settings: () => settings.ignore,
    folder: () => settings.folder,
    now: () => clock.now,
  });
  const refusal = (path: string) => gate.refusalOf(pathToFileURL(join(cwd, path)).href);
  return { cwd, gate, clock, settings, refusal };
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
