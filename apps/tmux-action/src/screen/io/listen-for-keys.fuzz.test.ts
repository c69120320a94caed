import process from "node:process";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";

import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { piecesOf } from "../../testing/message-streams.ts";
import type { Key } from "../key.ts";
import { listenForKeys } from "./listen-for-keys.ts";

/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;

const SAMPLES = [
  "jjk\r",
  "pMake it short\r\u001b",
  "\u001b[A\u001b[B\u001bOA\u001b[1;5C\u001b[5~\u001b[6~\u001b[H\u001bOF\u001b[3~",
  "\u001b[200~pasted\r\nlines 日本\u001b[201~",
  "\u0003\u0004\u007f\b\u0015\u0017\u0000\u001a\u001c",
  "é👍👩‍👩‍👧e\u0301\u202e\u200b",
];
const WORDS = [
  "\u001b",
  "\u001b\u001b",
  "\u001b[",
  "\u001b[1;5P",
  "\u001b[25;5~",
  "\u001b[<0;12;3M",
  "\u001b[M !!",
  "\u001b[I\u001b[O",
  "\u001b[97;5u",
  "\u001b]52;c;eA==\u0007",
  "\u001bP+q\u001b\\",
  "\u009b1A",
  `\u001b[${"1;".repeat(2_000)}A`,
];

describe("keys of any bytes", { timeout: SOAK ? 600_000 : 30_000 }, () => {
  it("are names and single characters, the same however the bytes are cut", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        damaged(SAMPLES, WORDS),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
        async (bytes, sizes) => {
          const keys = await keysIn([bytes]);

          expect(await keysIn(piecesOf(bytes, sizes))).toEqual(keys);
          const texts = keys.flatMap((key) => (key.type === "text" ? [key.text] : []));
          expect(texts.filter((text) => !/^\P{Cc}$/u.test(text))).toEqual([]);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

async function keysIn(pieces: readonly Uint8Array[]): Promise<readonly Key[]> {
  const terminal = new PassThrough();
  const keys: Key[] = [];
  listenForKeys(terminal, (key) => keys.push(key));
  for (const piece of pieces) {
    terminal.write(piece);
  }
  terminal.end();
  await finished(terminal);
  return keys;
}
