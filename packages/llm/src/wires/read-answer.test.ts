import { afterEach, beforeEach, describe, it, vi } from "vitest";

import { chunk, COMPATIBLE, DONE, event } from "../testing/frames.ts";
import { createChoiceReader } from "./chat-completions.ts";
import { type ReadAnswer, readAnswer } from "./read-answer.ts";

const TARGET = {
  provider: "lab",
  model: "tiny",
  baseUrl: "http://lab.test/v1",
  section: "compatible.lab",
  addressSetting: "compatible.lab.base_url",
  key: undefined,
};

const { text, finish } = COMPATIBLE;
const usage = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } });
const FIRST = chunk({ delta: { role: "assistant", content: "" }, finish_reason: "stop" });
const beside = (content: string): string => chunk({ delta: { content }, finish_reason: "stop" });

describe("an answer that comes slowly", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.for([
    { pieces: [FIRST, 60_000, text("ab"), DONE], why: "behind a reason in the first piece" },
    {
      pieces: [FIRST, 60_000, text("a"), 60_000, text("b"), finish, DONE],
      why: "in pieces behind a reason in the first one",
    },
    {
      pieces: [beside("a"), 9_000, beside("b"), 60_000, beside(""), DONE],
      why: "with a reason in each piece",
    },
    { pieces: [text("a"), finish, 1_900, text("b"), 60_000, DONE], why: "behind a false end" },
  ])("is whole: $why", async ({ pieces }, { expect }) => {
    await expect(read(pieces)).resolves.toMatchObject({ text: "ab" });
  });

  it("has its token counts although a sign of life comes first", async ({ expect }) => {
    const pieces = [text("ab"), finish, 1_900, ": wait\n\n", 1_900, usage, 1_900, DONE];

    await expect(read(pieces)).resolves.toMatchObject({ tokens: { input: 3, output: 2 } });
  });

  it.for([
    { pieces: [text("ab"), finish, 2_100], why: "soon" },
    { pieces: [beside("ab"), 10_100], why: "later, when each piece may have a reason" },
  ])("is over behind its reason when nothing follows: $why", async ({ pieces }, { expect }) => {
    await expect(read([...pieces, text("c")])).resolves.toMatchObject({ text: "ab" });
  });
});

/** Reads a stream of these pieces with pauses in between, in milliseconds. */
async function read(pieces: readonly (string | number)[]): Promise<ReadAnswer> {
  async function* body(): AsyncGenerator<Uint8Array, void> {
    for (const piece of pieces) {
      if (typeof piece === "number") {
        await new Promise((resolve) => {
          setTimeout(resolve, piece);
        });
      } else {
        yield Buffer.from(piece);
      }
    }
  }
  const answer = readAnswer(body(), createChoiceReader(), TARGET, {
    keepText: true,
    onText: async () => undefined,
  });
  await vi.advanceTimersByTimeAsync(600_000);
  return await answer;
}
