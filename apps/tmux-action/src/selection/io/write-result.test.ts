import {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";

import { describe, it, onTestFinished } from "vitest";

import { writeResult } from "./write-result.ts";

describe("writeResult", () => {
  it("writes to stdout without a file", async ({ expect }) => {
    const stdout = new PassThrough();

    await writeResult("b\n", undefined, () => stdout);
    stdout.end();

    await expect(text(stdout)).resolves.toBe("b\n");
  });

  it("makes a new file", async ({ expect }) => {
    const path = join(await directory(), "new");

    await writeResult(new Uint8Array([0xff]), path, noStdout);

    expect(await readFile(path)).toEqual(Buffer.from([0xff]));
  });

  it("replaces a file as a whole and keeps its permissions", async ({ expect }) => {
    const dir = await directory();
    const path = join(dir, "file");
    await writeFile(path, "a long old text");
    await chmod(path, 0o640);

    await writeResult("new", path, noStdout);

    expect(await readFile(path, "utf8")).toBe("new");
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(dir)).toEqual(["file"]);
  });

  it("replaces what a link points to", async ({ expect }) => {
    const dir = await directory();
    await writeFile(join(dir, "file"), "old");
    await symlink("file", join(dir, "link"));
    const old = await stat(join(dir, "file"));

    await writeResult("new", join(dir, "link"), noStdout);

    expect(await readFile(join(dir, "file"), "utf8")).toBe("new");
    expect((await stat(join(dir, "file"))).ino).not.toBe(old.ino); // replaced as a whole, too
    expect((await lstat(join(dir, "link"))).isSymbolicLink()).toBe(true);
  });

  it("says what cannot be written", async ({ expect }) => {
    const path = join(await directory(), "missing/file");

    await expect(writeResult("new", path, noStdout)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("cannot write the result"),
    });
  });
});

function noStdout(): never {
  throw new Error("stdout is not asked for");
}

async function directory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "hexai-write-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}
