import { execFile } from "node:child_process";
import { chmod, chown, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { describe } from "vitest";

import { it } from "../../testing/temporary-directory.ts";
import { readConfigFile } from "./read-config-file.ts";

const MIB = 1024 * 1024;

describe("readConfigFile", () => {
  it("reads UTF-8, with a byte order mark or without", async ({ directory, expect }) => {
    const path = join(directory, "c");
    await writeFile(path, "\ufeffé日🙂");

    expect(readConfigFile(path)).toEqual({ type: "text", text: "é日🙂" });
  });

  it("reads exactly 1 MiB", async ({ directory, expect }) => {
    const path = join(directory, "c");
    await writeFile(path, "#".repeat(MIB));

    expect(readConfigFile(path)).toEqual({ type: "text", text: "#".repeat(MIB) });
  });

  it.for([0o666, 0o646, 0o602])(
    "refuses a file that others can write (%o)",
    async (mode, { directory, expect }) => {
      const path = join(directory, "c");
      await writeFile(path, "x = 1");
      await chmod(path, mode);

      expect(readConfigFile(path, { mustBeTrusted: true })).toEqual({
        type: "untrusted",
        message: expect.stringMatching(/others.*: chmod go-w$/u),
      });
      expect(readConfigFile(path)).toMatchObject({ type: "text" });
    },
  );

  it.for([0o600, 0o644, 0o664])(
    "trusts one of ours that our group may write (%o)",
    async (mode, { directory, expect }) => {
      const path = join(directory, "c");
      await writeFile(path, "x = 1");
      await chmod(path, mode);

      expect(readConfigFile(path, { mustBeTrusted: true })).toMatchObject({ type: "text" });
    },
  );

  // Only root can give a file away.
  it.runIf(process.getuid?.() === 0)(
    "refuses a file of somebody else, or that another group can write",
    async ({ directory, expect }) => {
      const path = join(directory, "c");
      await writeFile(path, "x = 1");
      await chown(path, 54_321, 0);
      const another = readConfigFile(path, { mustBeTrusted: true });
      await chown(path, 0, 54_321);
      const readableByGroup = readConfigFile(path, { mustBeTrusted: true });
      await chmod(path, 0o664);
      const writableByGroup = readConfigFile(path, { mustBeTrusted: true });

      expect(another).toMatchObject({
        type: "untrusted",
        message: expect.stringContaining("chown"),
      });
      expect(readableByGroup).toMatchObject({ type: "text" });
      expect(writableByGroup).toMatchObject({ type: "untrusted" });
    },
  );

  it("takes /dev/null for an empty file", async ({ expect }) => {
    expect(readConfigFile("/dev/null", { mustBeTrusted: true })).toEqual({
      type: "text",
      text: "",
    });
  });

  it.for(["not-there", "file/not-there", "dangling"])(
    "says that %s is missing",
    async (name, { directory, expect }) => {
      await writeFile(join(directory, "file"), "");
      await symlink("nowhere", join(directory, "dangling"));

      expect(readConfigFile(join(directory, name))).toEqual({ type: "missing" });
    },
  );

  it.for<{ what: string; make: (path: string) => Promise<unknown>; message: string }>([
    {
      what: "a directory",
      make: (path) => mkdir(path),
      message: "is a directory, must be a file",
    },
    {
      what: "a pipe that nobody writes to",
      make: (path) => promisify(execFile)("mkfifo", [path]),
      message: "is a pipe or a socket, must be a file",
    },
    {
      what: "a device without end",
      make: (path) => symlink("/dev/zero", path),
      message: "is too big, must not be over 1 MiB",
    },
    {
      what: "a file of one byte over 1 MiB",
      make: (path) => writeFile(path, "#".repeat(MIB + 1)),
      message: "is too big, must not be over 1 MiB",
    },
    {
      what: "a huge file",
      make: async (path) => {
        await writeFile(path, "");
        await truncate(path, 8192 * MIB);
      },
      message: "is too big, must not be over 1 MiB",
    },
    {
      what: "Latin-1",
      make: (path) => writeFile(path, Buffer.from("# \u00e9", "latin1")),
      message: "is not valid UTF-8, must be saved as UTF-8",
    },
    {
      what: "UTF-16",
      make: (path) => writeFile(path, Buffer.from("\ufeff[openai]", "utf16le")),
      message: "is not valid UTF-8, must be saved as UTF-8",
    },
    {
      what: "a link to itself",
      make: (path) => symlink(path, path),
      message: "cannot be read (ELOOP)",
    },
  ])("says that $what $message", async ({ make, message }, { directory, expect }) => {
    const path = join(directory, "c");
    await make(path);

    expect(readConfigFile(path)).toEqual({ type: "unreadable", message });
  });

  it("says that a file of somebody else may not be read", async ({ directory, expect }) => {
    const path = join(directory, "c");
    await writeFile(path, "", { mode: 0 });

    expect(asNobody(() => readConfigFile(path))).toEqual({
      type: "unreadable",
      message: "cannot be read (EACCES), must be readable for you",
    });
  });

  it("says that a path with a NUL cannot be read", async ({ expect }) => {
    expect(readConfigFile("a\0b")).toEqual({
      type: "unreadable",
      message: "cannot be read (ERR_INVALID_ARG_VALUE)",
    });
  });
});

/** Root may read everything, so a test of permissions must not be root. */
function asNobody<Result>(action: () => Result): Result {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) {
    process.seteuid?.(65_534);
  }
  try {
    return action();
  } finally {
    if (isRoot) {
      process.seteuid?.(0);
    }
  }
}
