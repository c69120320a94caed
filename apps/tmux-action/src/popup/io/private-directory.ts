import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, renameSync } from "node:fs";
import { lstat, readdir, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";

import { isSafeToCreate, UserError } from "@hexai/process";

const PREFIX = "hexai-popup-";
/** Name of the socket in the directory. */
const SOCKET = "socket";
/** The socket's name until this process listens. A sweep of another process would take a run whose `socket` refuses for dead. */
const PENDING_SOCKET = "new";
/** How often a new directory may be swept away before this process listens in it. */
const ATTEMPTS = 20;
/** A Unix socket's address must fit into 104 bytes on macOS, its terminator included. */
const MAX_ADDRESS_BYTES = 103;
/** Longer than any key and version. */
const MAX_HANDSHAKE_BYTES = 200;
/** How young a directory without a socket must be to be left alone: making the socket takes far less. */
const YOUNG_MS = 60_000;

/** A directory that only the user can read, for as long as one run lasts. */
export interface PrivateDirectory {
  readonly path: string;
  /** The socket at which this process listens, which also shows other runs that the directory is in use. */
  readonly address: string;
  /** A secret that the popup is started with. */
  readonly key: string;
  /**
   * Resolves with the first connection whose handshake has the key. From then on both sides trust each other. All other
   * connections are closed, so that a foreign process can neither do anything nor take the popup's place.
   *
   * @throws {UserError} (as a rejection) When this program was replaced by another version while it ran.
   */
  readonly connected: Promise<Socket>;
  /** Removes the directory and stops listening. */
  remove(): Promise<void>;
}

/**
 * Makes a private directory (0700) in `XDG_RUNTIME_DIR`, else among the temporary files. Listening there does not keep the
 * process alive.
 *
 * @throws {UserError} (as a rejection) When there is no place for it.
 */
export async function createPrivateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<PrivateDirectory> {
  const { path, server } = await listenSomewhere(env);
  const key = randomBytes(16).toString("hex");
  const unverified = new Set<Socket>();
  const connected = new Promise<Socket>((resolve, reject) => {
    server.on("connection", (socket) => {
      unverified.add(socket);
      socket.unref();
      socket.on("error", () => undefined); // followed by `close`
      socket.once("close", () => unverified.delete(socket));
      void receive(socket);
    });

    async function receive(socket: Socket): Promise<void> {
      const said = await readLine(socket);
      if (said === handshake(key, version)) {
        unverified.delete(socket);
        resolve(socket.ref());
        return;
      }
      socket.destroy();
      if (said.startsWith(handshake(key, ""))) {
        reject(new UserError(1, OTHER_VERSION));
      }
    }
  });
  connected.catch(() => undefined); // reported when a popup is opened
  server.unref();
  return {
    path,
    address: join(path, SOCKET),
    key,
    connected,
    async remove() {
      server.close();
      unverified.forEach((socket) => socket.destroy());
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** The first line that the popup sends. */
export function handshake(key: string, version: string): string {
  return `${key} ${version}`;
}

const OTHER_VERSION =
  "the menu cannot be shown: hexai-tmux-action was replaced by another version while it started; run it again";

/** The first line of a connection; nothing when it ends before, or is longer than any handshake. Leaves the rest unread. */
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    function onReadable(): void {
      const chunk: unknown = socket.read();
      said = Buffer.concat([said, ...(chunk instanceof Buffer ? [chunk] : [])]);
      const end = said.indexOf("\n");
      if (end === -1 && chunk !== null && said.length <= MAX_HANDSHAKE_BYTES) {
        return;
      }
      socket.off("readable", onReadable);
      if (end !== -1 && end + 1 < said.length) {
        socket.unshift(said.subarray(end + 1));
      }
      resolve(said.subarray(0, Math.max(end, 0)).toString());
    }
    socket.on("readable", onReadable);
  });
}

/** Listens in a new directory; in another one when a sweep removes it before, because its clock is ahead. */
async function listenSomewhere(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly path: string; readonly server: Server }> {
  for (let attempt = 1; ; attempt += 1) {
    const path = firstOf(placesOf(env), (place) => mkdtempSync(join(place, PREFIX)));
    const server = createServer();
    try {
      server.listen(join(path, PENDING_SOCKET));
      await once(server, "listening");
      renameSync(join(path, PENDING_SOCKET), join(path, SOCKET));
      return { path, server };
    } catch (cause) {
      server.close();
      if (attempt === ATTEMPTS || existsSync(path)) {
        const reason = cause instanceof Error ? cause.message : "cannot listen in it";
        throw new UserError(1, `cannot use a private directory: ${reason}`, { cause });
      }
      await setTimeout(attempt); // tried again at once, it would meet the same sweep in step
    }
  }
}

/**
 * Removes the directories of dead runs: no process listens at their socket any more, or they are old and have none. Never rejects.
 */
export async function sweepPrivateDirectories(
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<void> {
  for (const place of placesOf(env)) {
    const names = await readdir(place).catch(() => []);
    for (const name of names.filter((each) => each.startsWith(PREFIX))) {
      await sweep(join(place, name), now).catch(() => undefined); // another user's, or removed meanwhile
    }
  }
}

async function sweep(path: string, now: number): Promise<void> {
  const { uid, mtimeMs } = await lstat(path);
  const isOurs = uid === process.getuid?.();
  const state = isOurs ? await stateOf(join(path, SOCKET)) : "alive";
  if (state === "dead" || (state === "missing" && now - mtimeMs > YOUNG_MS)) {
    await rm(path, { recursive: true, force: true });
  }
}

/** A suspended process counts as alive, because the system accepts the connection in its place. */
function stateOf(socket: string): Promise<"alive" | "dead" | "missing"> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.once("connect", () => {
      probe.destroy();
      resolve("alive");
    });
    probe.once("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      resolve(code === "ECONNREFUSED" ? "dead" : code === "ENOENT" ? "missing" : "alive");
    });
  });
}

function placesOf({
  XDG_RUNTIME_DIR = "",
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  const all = [XDG_RUNTIME_DIR, tmpdir(), "/tmp"].filter((place) => isAbsolute(place));
  const places = [...new Set(all)].filter(
    (place) => Buffer.byteLength(join(place, `${PREFIX}XXXXXX`, SOCKET)) <= MAX_ADDRESS_BYTES,
  );
  const own = places.filter(isSafeToCreate); // after sudo -E the first is another user's
  return own.length === 0 ? places : own;
}

/** The result for the first place where `create` succeeds. */
function firstOf<T>(places: readonly string[], create: (place: string) => T): T {
  let cause: unknown;
  for (const place of places) {
    try {
      return create(place);
    } catch (error) {
      cause = error;
    }
  }
  const reason = cause instanceof Error ? cause.message : "no place for it";
  throw new UserError(1, `cannot make a private directory: ${reason}`, { cause });
}
