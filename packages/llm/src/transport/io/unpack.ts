import type { IncomingMessage } from "node:http";
import process from "node:process";
import { PassThrough, pipeline, type Readable, type Transform } from "node:stream";
import type * as Zlib from "node:zlib";

import { TransportError } from "../transport-error.ts";

/**
 * The body of `answer` as it was before it was packed: some servers pack their answers whatever they are asked for. What breaks
 * it is left to whoever reads it.
 *
 * @throws {TransportError} For a way of packing that Node does not know.
 */
export function unpack(answer: IncomingMessage): Readable {
  const encodings = (answer.headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== "" && encoding !== "identity");
  let body: Readable = answer;
  for (const encoding of encodings.toReversed()) {
    body = UNPACKERS.get(encoding)?.(body) ?? refuse(encoding);
  }
  return body;
}

function refuse(encoding: string): never {
  throw new TransportError({ type: "packed", encoding });
}

type Unpacker = (packed: Readable) => Readable;

const UNPACKERS: ReadonlyMap<string, Unpacker> = new Map([
  ["gzip", (packed) => through(packed, zlib().createGunzip())],
  ["x-gzip", (packed) => through(packed, zlib().createGunzip())],
  ["br", (packed) => through(packed, zlib().createBrotliDecompress())],
  ["deflate", inflate],
]);

function zlib(): typeof Zlib {
  return process.getBuiltinModule("node:zlib");
}

function through(packed: Readable, unpacker: Transform): Readable {
  return pipeline(packed, unpacker, () => undefined); // whoever reads it hears of a failure
}

/** "deflate" means zlib's format, and some servers send it without zlib's head. */
function inflate(packed: Readable): Readable {
  const unpacked = new PassThrough();
  const endEmpty = (): void => void unpacked.end(); // a body without a byte
  packed.once("end", endEmpty);
  packed.once("data", (first: Buffer) => {
    packed.off("end", endEmpty);
    packed.pause();
    packed.unshift(first);
    const hasHead = ((first[0] ?? 0) & 0x0f) === 8;
    const unpacker = hasHead ? zlib().createInflate() : zlib().createInflateRaw();
    pipeline(packed, unpacker, unpacked, () => undefined);
  });
  packed.once("error", (error) => unpacked.destroy(error));
  return unpacked;
}
