import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { damaged } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { parseArguments } from "../parse-arguments.ts";
import { parseFromScreen } from "../popup/io/parse-screen-message.ts";
import { socketLine } from "../popup/io/socket-line.ts";
import { fakeRecorder } from "../testing/fake-recorder.ts";
import { FROM_SCREEN_SAMPLES, MESSAGE_WORDS } from "../testing/message-samples.ts";
import { piecesOf } from "../testing/pieces-of.ts";
import { startSocketPairs } from "../testing/socket-pairs.ts";
import { act } from "./act.ts";

/** The soak tries more: `pnpm test:soak`. */
const SOAK = process.env["HEXAI_SOAK"] !== undefined;
const RUNS = SOAK ? 10_000 : 500;
const HANGS_AFTER_MS = 10_000;

type Outcome =
  | { readonly type: "result"; readonly text: unknown }
  | { readonly type: "selection" }
  | { readonly type: "failed" }
  | { readonly type: "hangs" | "mangled" };

describe("a program whose screen says anything", { timeout: SOAK ? 900_000 : 60_000 }, () => {
  it("hands over what was accepted, else the selection byte for byte or nothing", async ({
    expect,
  }) => {
    const home = await homeWithoutStatistics();
    const pairs = await startSocketPairs();
    onTestFinished(() => pairs.stop());
    const met = new Set<string>();

    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        damaged(FROM_SCREEN_SAMPLES, MESSAGE_WORDS),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (selection, said, sizes, isFailing) => {
          const [screen, program] = await pairs.connect();
          const ending = outcomeOf(home, selection, program, isFailing);
          say(screen, piecesOf(said, sizes));

          const outcome = await Promise.race([ending, hanging()]);

          const accepted = acceptedIn(Buffer.from(said).toString());
          expect(outcome).toEqual(
            accepted === undefined
              ? { type: outcome.type === "failed" ? "failed" : "selection" }
              : { type: "result", text: accepted },
          );
          met.add(outcome.type);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...met].toSorted()).toEqual(["failed", "result", "selection"]);
  });
});

async function outcomeOf(
  home: string,
  selection: Uint8Array,
  socket: Socket,
  isFailing: boolean,
): Promise<Outcome> {
  const request = parseArguments([]);
  if (request.type !== "act") {
    throw new Error("not a request to act");
  }
  const writes: (readonly [bytes: string | Uint8Array, isResult: boolean])[] = [];
  const client = isFailing
    ? failingChatClient(new ChatError("unavailable", "503"))
    : fakeChatClient("an answer");
  try {
    await act(request, {
      env: { HOME: home, XDG_CONFIG_HOME: home },
      cwd: home,
      bytes: Promise.resolve(selection),
      screen: Promise.resolve({ type: "tmux", line: socketLine(socket, parseFromScreen) } as const),
      directory: home,
      signal: new AbortController().signal,
      openModel: async () => ({ client, recorder: fakeRecorder() }),
      write: async (...write) => void writes.push(write),
    });
  } catch {
    return { type: writes.length === 0 ? "failed" : "mangled" };
  }
  const [[bytes, isResult] = [], ...others] = writes;
  if (bytes === undefined || others.length > 0) {
    return { type: "mangled" };
  }
  if (isResult === true) {
    return { type: "result", text: bytes };
  }
  return { type: Buffer.from(bytes).equals(selection) ? "selection" : "mangled" };
}

/** What the screen accepts in what it says, before it leaves or says what nobody understands. */
function acceptedIn(said: string): string | undefined {
  for (const line of said.split("\n").slice(0, -1)) {
    const message = parseFromScreen(line);
    if (message === undefined || message.type === "decline" || message.type === "failure-seen") {
      return undefined;
    }
    if (message.type === "accept") {
      return message.text;
    }
  }
  return undefined;
}

/** Says it piece by piece, and hangs up. */
function say(socket: Socket, pieces: readonly Uint8Array[]): void {
  socket.on("error", () => undefined); // the other end may have had enough
  socket.resume();
  for (const piece of pieces) {
    socket.write(piece);
  }
  socket.end();
}

async function homeWithoutStatistics(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "act-"));
  onTestFinished(() => rm(home, { recursive: true }));
  await mkdir(join(home, "hexai"));
  await writeFile(join(home, "hexai/config.toml"), "[stats]\nenabled = false\n");
  return home;
}

async function hanging(): Promise<Outcome> {
  await new Promise((resolve) => {
    setTimeout(resolve, HANGS_AFTER_MS).unref();
  });
  return { type: "hangs" };
}
