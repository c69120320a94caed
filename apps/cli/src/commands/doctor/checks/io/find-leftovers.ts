import { readdir, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";
import type { Leftovers } from "../leftover-findings.ts";

/** Writing a small file never takes so long. */
const HOUR_MS = 3_600_000;
/** Writing a prompt never takes so long. */
const DAY_MS = 24 * HOUR_MS;

/**
 * What killed processes of this user left: half-written answers and lists in the cache, unfinished prompts, and
 * the directories of popups without a listener. Never rejects.
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
          listOwn(join(cacheDir, "answers"), /\.tmp$/u),
          listOwn(join(cacheDir, "models"), /\.tmp$/u),
          listOwn(cacheDir, /^\.hexai-doctor-/u),
        ],
  );
  const prompts = await listOwn(tmpdir(), /^hexai-prompt-/u);
  const popups = await Promise.all(
    popupDirectories(env).map((dir) => listOwn(dir, /^hexai-popup-/u)),
  );
  const dead = await Promise.all(
    popups
      .flat()
      .map(async (popup) => ((await hasNoListener(join(popup.path, "socket"))) ? [popup] : [])),
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
async function listOwn(dir: string, pattern: RegExp): Promise<readonly Entry[]> {
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

/** A popup that is ending has closed its socket, and removes its directory within milliseconds. */
const ENDS_WITHIN_MS = 500;

/** Whether a socket has no listener, and does not go away. A suspended process still listens. */
async function hasNoListener(socket: string): Promise<boolean> {
  if (!(await isRefused(socket))) {
    return false;
  }
  await setTimeout(ENDS_WITHIN_MS);
  return isRefused(socket);
}

function isRefused(socket: string): Promise<boolean> {
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

/** Where the tmux action makes the directory of a popup. It uses `/tmp` where the address of a socket would be too long. */
function popupDirectories({
  XDG_RUNTIME_DIR: runtimeDir = "",
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  const places = [runtimeDir, tmpdir()].filter((place) => isAbsolute(place));
  return [...new Set(isShort(tmpdir()) ? places : [...places, "/tmp"])];
}

/** As in the tmux action: a Unix socket's address must fit into 104 bytes on macOS, its terminator included. */
function isShort(place: string): boolean {
  return Buffer.byteLength(join(place, "hexai-popup-XXXXXX/socket")) <= 103;
}
