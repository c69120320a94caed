import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";

import { parseArguments } from "../options.ts";
import { socketChannel } from "../popup/io/socket-channel.ts";
import type { UserMessage } from "../popup/messages.ts";
import { fakeRecorder } from "../testing/fake-recorder.ts";
import { USER_MESSAGE_SAMPLES } from "../testing/message-samples.ts";
import { messageStreams } from "../testing/message-streams.ts";
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
        messageStreams(USER_MESSAGE_SAMPLES),
        fc.boolean(),
        async (selection, { messages, pieces }, isFailing) => {
          const [screen, program] = await pairs.connect();
          const ending = outcomeOf(home, selection, program, isFailing);
          say(screen, pieces);

          const outcome = await Promise.race([ending, hanging()]);

          const accepted = acceptedIn(messages);
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
      screen: Promise.resolve({ type: "tmux", channel: socketChannel(socket) } as const),
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

/** What the screen accepts in what it says, before it leaves. */
function acceptedIn(messages: readonly UserMessage[]): string | undefined {
  const last = messages.find(({ type }) => ENDS.has(type));
  return last?.type === "accept" ? last.text : undefined;
}

const ENDS = new Set<UserMessage["type"]>(["accept", "decline", "failure-seen"]);

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
