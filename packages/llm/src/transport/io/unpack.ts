import type { IncomingMessage } from "node:http";
import process from "node:process";
import { PassThrough, pipeline, type Readable, type Transform } from "node:stream";
import type * as Zlib from "node:zlib";

import { TransportError } from "../transport-error.ts";

/**
 * Decompresses the body of `answer`: some servers compress answers although the request does not accept it. Errors appear in the
 * returned stream.
 *
 * @throws {TransportError} For a content encoding that Node does not support.
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
  throw new TransportError({ type: "undecodable", encoding });
}

type Unpacker = (packed: Readable) => Readable;

const UNPACKERS: ReadonlyMap<string, Unpacker> = new Map([
  ["gzip", (packed) => unpackWith(packed, zlib().createGunzip())],
  ["x-gzip", (packed) => unpackWith(packed, zlib().createGunzip())],
  ["br", (packed) => unpackWith(packed, zlib().createBrotliDecompress())],
  ["deflate", inflate],
]);

function zlib(): typeof Zlib {
  return process.getBuiltinModule("node:zlib");
}

function unpackWith(packed: Readable, unpacker: Transform): Readable {
  return pipeline(packed, unpacker, () => undefined); // the reader of the unpacked stream gets the error
}

/** "deflate" means zlib's format, but some servers omit zlib's header. */
function inflate(packed: Readable): Readable {
  const unpacked = new PassThrough();
  const endEmpty = (): void => void unpacked.end(); // an empty body
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
