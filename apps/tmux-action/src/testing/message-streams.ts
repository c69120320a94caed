import * as fc from "fast-check";

/** Messages in any order, as they go over a socket: in pieces of any size, the last message perhaps cut off. */
export interface MessageStream<Message> {
  /** Those that arrive whole. */
  readonly messages: readonly Message[];
  readonly pieces: readonly Uint8Array[];
}

export function messageStreams<Message>(
  samples: readonly Message[],
): fc.Arbitrary<MessageStream<Message>> {
  return fc
    .record({
      messages: fc.array(fc.constantFrom(...samples), { maxLength: 12 }),
      tail: fc.constantFrom(...samples),
      tailBytes: fc.nat(40),
      sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
    })
    .map(({ messages, tail, tailBytes, sizes }) => {
      const whole = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
      const cut = Buffer.from(JSON.stringify(tail)).subarray(0, tailBytes);
      return { messages, pieces: piecesOf(Buffer.concat([Buffer.from(whole), cut]), sizes) };
    });
}

/** The bytes in pieces of these sizes, in turn. */
export function piecesOf(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieces.at(-1)?.length ?? 0) {
    pieces.push(bytes.subarray(at, at + (sizes[pieces.length % sizes.length] ?? 1)));
  }
  return pieces;
}
