import { execFile } from "node:child_process";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A cache directory on a small disk of its own, which can be filled. */
export interface SmallDisk {
  /** Takes all that is free until `freeUp()`. */
  fill(): Promise<void>;
  freeUp(): Promise<void>;
  unmount(): Promise<void>;
}

/** Mounts a small file system at `directory`. Resolves with undefined where that is not allowed. */
export async function mountSmallDisk(directory: string): Promise<SmallDisk | undefined> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await run("mount", ["-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", directory]);
  } catch {
    return undefined; // no root, or a container that may not
  }
  const ballast = join(directory, "ballast");
  return {
    async fill() {
      const file = await open(ballast, "w");
      try {
        for (;;) {
          await file.write(Buffer.alloc(4096));
        }
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) {
          throw error;
        }
      } finally {
        await file.close();
      }
    },
    freeUp: () => rm(ballast),
    unmount: async () => {
      await run("umount", ["--lazy", directory]);
    },
  };
}
