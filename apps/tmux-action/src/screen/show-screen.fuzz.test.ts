import type { Socket } from "node:net";
import process from "node:process";
import { text } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";

import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { socketChannel } from "../popup/io/socket-channel.ts";
import type { UserMessage, ScreenMessage } from "../popup/messages.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";
import { SCREEN_MESSAGE_SAMPLES } from "../testing/message-samples.ts";
import { messageStreams } from "../testing/message-streams.ts";
import { startSocketPairs } from "../testing/socket-pairs.ts";
import { showScreen } from "./show-screen.tsx";

/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;
const HANGS_AFTER_MS = 10_000;

const KEYS = [
  "jkGg\r",
  "i",
  "anything\r",
  "/x\u001b[B\r",
  "e",
  "n\u007fno\r",
  "y\u001b[A \r",
  "\u0003",
];
const KEY_WORDS = ["\u001b", "\u001b[", "\u001b[1;5P", "\u001b[200~", "日", "e", "\r"];
const USUAL = { columns: 80, rows: 24 };
const SIZE = fc.record({
  columns: fc.integer({ min: 0, max: 120 }),
  rows: fc.integer({ min: 0, max: 30 }),
});

describe("a screen that hears anything", { timeout: SOAK ? 900_000 : 60_000 }, () => {
  it("says what the program understands, ends with the line and leaves the terminal as it was", async ({
    expect,
  }) => {
    const pairs = await startSocketPairs();
    onTestFinished(() => pairs.stop());
    const said = new Set<string>();

    await fc.assert(
      fc.asyncProperty(
        messageStreams(SCREEN_MESSAGE_SAMPLES),
        damaged(KEYS, KEY_WORDS),
        fc.array(SIZE, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async ({ pieces }, typed, sizes, canEdit) => {
          const [program, popup] = await pairs.connect();
          const terminal = fakeTerminal(sizes[0] ?? USUAL);
          const heard = text(program).catch(() => "");
          const shown = showScreen(socketChannel<UserMessage, ScreenMessage>(popup), {
            open: () => terminal.open(),
            edit: async (result) => {
              await setImmediate();
              if (!canEdit) {
                throw new Error("no editor");
              }
              return `${result}edited`;
            },
          });

          await feed(program, pieces, (turn) => {
            terminal.resize(sizes[turn % sizes.length] ?? USUAL);
            terminal.type(typed.subarray(turn * 3, turn * 3 + 3));
          });

          expect(await Promise.race([shown.then(() => "ended"), hanging()])).toBe("ended");
          expect(terminal.state()).toEqual({
            opened: 0,
            isOnOtherScreen: false,
            isPasteBracketed: false,
          });
          for (const line of (await heard).split("\n").slice(0, -1)) {
            said.add(JSON.parse(line).type);
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...said]).toEqual(expect.arrayContaining(["start", "accept", "decline"]));
  });
});

const TURNS = 4;

/** Says it piece by piece, lets something else happen for `TURNS` turns, and hangs up. */
async function feed(
  socket: Socket,
  pieces: readonly Uint8Array[],
  between: (turn: number) => void,
): Promise<void> {
  socket.on("error", () => undefined); // the other end may have had enough
  for (const piece of pieces) {
    await new Promise((written) => {
      socket.write(piece, written);
    });
  }
  await setImmediate();
  for (let turn = 0; turn < TURNS; turn += 1) {
    between(turn);
    await setImmediate();
  }
  socket.end();
}

async function hanging(): Promise<string> {
  await new Promise((resolve) => {
    setTimeout(resolve, HANGS_AFTER_MS).unref();
  });
  return "hangs";
}
