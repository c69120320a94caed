import * as fc from "fast-check";

/** Texts that have broken many a reader, of whatever format. */
const NUISANCES = [
  "\0".repeat(64),
  "\uFEFF",
  "\uD800",
  "\u2028",
  "\r",
  "\n",
  '"',
  "\\",
  "\\u0000",
  "{",
  "}",
  "[",
  "]",
  "[".repeat(20_000),
  '{"a":'.repeat(20_000),
  "=",
  ",",
  "'",
  "#",
  "-",
  "-0",
  "1e999",
  "9007199254740993",
  "99999999999999999999999999",
  "NaN",
  "null",
  "true",
  '"__proto__"',
  "__proto__",
  '"constructor"',
  "🙂",
  " ".repeat(1_000),
] as const;

/**
 * Bytes to fuzz a reader with: one of `samples` with up to eight things done to it (bytes changed, cut out, repeated,
 * cut off; a nuisance or one of `words` put in), and now and then bytes at random.
 *
 * @param words - What has a meaning in the format, as a text.
 */
export function damaged(
  samples: readonly string[],
  words: readonly string[] = [],
): fc.Arbitrary<Uint8Array> {
  const position = fc.noBias(fc.nat());
  const length = fc.oneof(fc.nat(8), fc.nat(400));
  const insertion = fc.oneof(
    fc.constantFrom(...NUISANCES),
    fc.constantFrom(...(words.length === 0 ? NUISANCES : words)),
  );
  const damage: fc.Arbitrary<Damage> = fc.oneof(
    fc.tuple(position, fc.nat(255)).map(([at, byte]): Damage => {
      return (bytes) => splice(bytes, at, 1, Uint8Array.of(byte));
    }),
    fc.tuple(position, length).map(([at, count]): Damage => {
      return (bytes) => splice(bytes, at, count, new Uint8Array());
    }),
    fc.tuple(position, position, length).map(([from, to, count]): Damage => {
      return (bytes) => splice(bytes, to, 0, pieceOf(bytes, from, count));
    }),
    fc.tuple(position, insertion).map(([at, text]): Damage => {
      return (bytes) => splice(bytes, at, 0, Buffer.from(text));
    }),
    fc.tuple(position, insertion).map(([at, text]): Damage => {
      return (bytes) => splice(bytes, nextEndFrom(bytes, at), 0, Buffer.from(text));
    }),
  );
  const end = position.map(
    (at): Damage =>
      (bytes) =>
        splice(bytes, at, bytes.length, new Uint8Array()),
  );
  const mutated = fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.oneof({ weight: 9, arbitrary: damage }, { weight: 1, arbitrary: end }), {
        maxLength: 8,
      }),
    )
    .map(([sample, damages]) =>
      damages.reduce<Uint8Array>((bytes, change) => change(bytes), Buffer.from(sample)),
    );
  return fc.oneof({ weight: 9, arbitrary: mutated }, { weight: 1, arbitrary: fc.uint8Array() });
}

type Damage = (bytes: Uint8Array) => Uint8Array;

function splice(bytes: Uint8Array, at: number, count: number, insert: Uint8Array): Uint8Array {
  const start = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + count)]);
}

function pieceOf(bytes: Uint8Array, at: number, count: number): Uint8Array {
  const start = at % (bytes.length + 1);
  return bytes.subarray(start, start + count);
}

const ENDS = new Set(Buffer.from(",}]\n"));

/** Where the value that `at` lies in comes to its end in most formats. */
function nextEndFrom(bytes: Uint8Array, at: number): number {
  const start = at % (bytes.length + 1);
  const length = bytes.subarray(start).findIndex((byte) => ENDS.has(byte));
  return length < 0 ? bytes.length : start + length;
}
