import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";

import { ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import * as fc from "fast-check";
import { describe, it, onTestFinished, vi } from "vitest";

import { parseArguments } from "../options.ts";
import { createChannelPair } from "../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../popup/messages.ts";
import { fakeRecorder } from "../testing/fake-recorder.ts";
import { act } from "./act.ts";

type Write = readonly [bytes: string | Uint8Array, isResult: boolean];

describe("act", () => {
  it("hands every selection back byte for byte, or nothing, unless a result is accepted", async ({
    expect,
  }) => {
    const home = await temporaryDirectory();
    const said = fc.array(
      fc.constantFrom<UserMessage>(
        { type: "start", id: "simplify" },
        { type: "start", id: "diagnostics" },
        { type: "start", id: "dance" },
        { type: "cancel" },
        { type: "again", instruction: "x" },
        { type: "failure-seen" },
        { type: "decline" },
      ),
      { maxLength: 5 },
    );

    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        said,
        fc.boolean(),
        async (bytes, messages, isFailing) => {
          const writes = await outcome(home, bytes, messages, isFailing);

          expect(writes === "failed" || isOnly(writes, bytes)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("hands over what was accepted, as it was accepted", async ({ expect }) => {
    const home = await temporaryDirectory();
    const text = "\ta\r\nb without an end";

    const writes = await outcome(home, Buffer.from("x"), [{ type: "accept", text }], false);

    expect(writes).toEqual([[text, true]]);
  });

  it("names the actions when there is no place for a menu", async ({ expect }) => {
    const run = act(request([]), {
      ...context(await temporaryDirectory(), Buffer.from("x"), []),
      screen: Promise.resolve({ type: "none" } as const),
    });

    await expect(run).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/--action ID.*rewrite.*skip/),
    });
  });
});

async function outcome(
  home: string,
  bytes: Uint8Array,
  messages: readonly UserMessage[],
  isFailing: boolean,
): Promise<readonly Write[] | "failed"> {
  const [channel, screen] = createChannelPair<ScreenMessage, UserMessage>();
  screen.listen(
    () => undefined,
    () => undefined,
  );
  for (const message of messages) {
    screen.send(message);
  }
  screen.send({ type: "decline" });
  const writes: Write[] = [];
  const client = isFailing
    ? failingChatClient(new ChatError("unavailable", "503"))
    : fakeChatClient("an answer");
  try {
    await act(request([]), {
      ...context(home, bytes, writes),
      screen: Promise.resolve({ type: "tmux", channel } as const),
      openModel: async () => ({ client, recorder: fakeRecorder() }),
    });
    return writes;
  } catch {
    return writes.length === 0 ? "failed" : writes;
  }
}

function context(home: string, bytes: Uint8Array, writes: Write[]) {
  return {
    env: { HOME: home, XDG_CACHE_HOME: home },
    cwd: home,
    bytes: Promise.resolve(bytes),
    directory: home,
    signal: new AbortController().signal,
    openModel: async () => ({ client: fakeChatClient("an answer"), recorder: fakeRecorder() }),
    write: async (...write: Write) => void writes.push(write),
  };
}

function request(args: readonly string[]) {
  const parsed = parseArguments(args);
  if (parsed.type !== "act") {
    throw new Error("not a request to act");
  }
  return parsed;
}

function isOnly(writes: readonly Write[], bytes: Uint8Array): boolean {
  const [first] = writes;
  return writes.length === 1 && first?.[1] === false && Buffer.from(first[0]).equals(bytes);
}

async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(`${tmpdir()}/act-`);
  vi.stubEnv("XDG_CACHE_HOME", path); // where the statistics are looked for
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
