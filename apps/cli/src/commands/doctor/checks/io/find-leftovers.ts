import { readdir, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";
import type { Leftovers } from "../leftover-findings.ts";

/** Nobody writes a small file for so long. */
const HOUR_MS = 3_600_000;
/** Nobody writes a prompt for so long. */
const DAY_MS = 24 * HOUR_MS;

/**
 * What killed processes of this user left: half-written answers and lists in the cache, prompts in the making, and
 * the directories of popups in which nobody listens any more. Never rejects.
 *
 * @param now - Milliseconds since the Unix epoch.
 */
export async function findLeftovers(
  cacheDir: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<Leftovers> {
  const temporary = await Promise.all(
    cacheDir === undefined
      ? []
      : [
          ownIn(join(cacheDir, "answers"), /\.tmp$/u),
          ownIn(join(cacheDir, "models"), /\.tmp$/u),
          ownIn(cacheDir, /^\.hexai-doctor-/u),
        ],
  );
  const prompts = await ownIn(tmpdir(), /^hexai-prompt-/u);
  const popups = await Promise.all(placesOf(env).map((dir) => ownIn(dir, /^hexai-popup-/u)));
  const dead = await Promise.all(
    popups.flat().map(async (popup) => ((await isDead(join(popup.path, "socket"))) ? [popup] : [])),
  );
  return {
    temporary: temporary
      .flat()
      .filter(({ at }) => now - at > HOUR_MS)
      .map(({ path }) => path),
    prompts: prompts.filter(({ at }) => now - at > DAY_MS).map(({ path }) => path),
    popups: dead.flat().map(({ path }) => path),
  };
}

interface Entry {
  readonly path: string;
  readonly at: number;
}

/** This user's entries of `dir` whose names match. */
async function ownIn(dir: string, pattern: RegExp): Promise<readonly Entry[]> {
  const names = ((await undefinedOnSystemError(readdir(dir))) ?? []).filter((name) =>
    pattern.test(name),
  );
  const entries = await Promise.all(
    names.map(async (name) => {
      const path = join(dir, name);
      const found = await undefinedOnSystemError(stat(path));
      const isOwn = found !== undefined && found.uid === process.getuid?.();
      return isOwn ? [{ path, at: found.mtimeMs }] : [];
    }),
  );
  return entries.flat();
}

/** Whether there is a socket at which nobody listens. A suspended process listens. */
function isDead(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempted = connect(socket);
    attempted.once("connect", () => {
      attempted.destroy();
      resolve(false);
    });
    attempted.once("error", (error) => {
      resolve("code" in error && error.code === "ECONNREFUSED");
    });
  });
}

function placesOf({
  XDG_RUNTIME_DIR: runtimeDir = "",
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [...new Set([runtimeDir, tmpdir(), "/tmp"])].filter((place) => isAbsolute(place));
}
