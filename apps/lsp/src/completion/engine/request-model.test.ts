import { type ChatClient, ChatError, type FinishedChat, textOf } from "@hexai/chat";
import { failingCompletionClient, fakeChatClient, fakeCompletionClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { manualClock } from "@hexai/testing";
import { describe, it } from "vitest";

import { cursorIn } from "../../testing/cursor-in.ts";
import { fakeLog } from "../../testing/fake-log.ts";
import { fakeUsage } from "../../testing/fake-usage.ts";
import { modelPrompt } from "../prompt/model-prompt.ts";
import { NO_COUNTERS } from "./engine-counters.ts";
import { type CompletionModel, type ModelRequest, requestModel } from "./request-model.ts";

const CONFIG = defaultConfig();
const CURSOR = cursorIn("é(|)", { languageId: "go" });
const PROMPT = modelPrompt(CURSOR, "line", CONFIG);

describe("requestModel", () => {
  it("asks natively", async ({ expect }) => {
    const native = fakeCompletionClient("a", "b");
    const chat = fakeChatClient("never");

    const { output } = ask({ native, chat });

    await expect(output).resolves.toEqual({ text: "ab", source: "native", isComplete: true });
    expect(chat.requests).toEqual([]);
    const { messages: _, ...asked } = PROMPT;
    expect(native.requests).toEqual([asked]);
    expect(asked).toMatchObject({ prefix: "é(", suffix: ")", languageId: "go", stop: ["\n"] });
  });

  it("asks in a chat what cannot be asked natively", async ({ expect }) => {
    const chat = fakeChatClient("a", "b");

    const { output } = ask({ native: fakeCompletionClient(), chat });

    await expect(output).resolves.toEqual({ text: "ab", source: "chat", isComplete: true });
    const { maxTokens, temperature } = PROMPT;
    expect(chat.requests).toEqual([{ messages: PROMPT.messages(), maxTokens, temperature }]);
  });

  it.for(["native", "chat"] as const)(
    "stops a %s that has said enough, and counts it",
    async (source, { expect }) => {
      const clients =
        source === "native"
          ? { native: fakeCompletionClient("é", "b", "c"), chat: fakeChatClient() }
          : { native: fakeCompletionClient(), chat: fakeChatClient("é", "b", "c") };

      const { output, recorded } = ask(clients, { shouldStop: ({ text }) => text === "éb" });

      await expect(output).resolves.toEqual({ text: "éb", source, isComplete: true });
      const texts =
        source === "native" ? ["é(", ")"] : PROMPT.messages().map(({ content }) => textOf(content));
      const sentBytes = Buffer.byteLength(texts.join(""));
      expect(recorded).toEqual([{ provider: "fake", model: "fake-1", sentBytes, recvBytes: 3 }]);
    },
  );

  it("asks once more in a chat whose connection is lost in the middle, since nobody has seen anything", async ({
    expect,
  }) => {
    const whole = fakeChatClient("a", "b");
    const cause = new Error("read ECONNRESET");
    let calls = 0;
    const chat: ChatClient = {
      ...whole,
      async chat(request, options) {
        calls += 1;
        if (calls > 1) {
          return await whole.chat(request, options);
        }
        await options?.onDelta?.("a");
        throw new ChatError("incomplete", "broke off", { cause });
      },
    };

    const { output } = ask({ native: fakeCompletionClient(), chat });

    await expect(output).resolves.toEqual({ text: "ab", source: "chat", isComplete: true });
    expect(calls).toBe(2);
  });

  it("judges what follows the reasoning in which an answer begins", async ({ expect }) => {
    const chat = fakeChatClient("I should.", "\n</think>", "\n\n", "foo()", "\nmore");
    const judged: string[] = [];

    const { output } = ask(
      { native: fakeCompletionClient(), chat },
      {
        shouldStop({ text }) {
          judged.push(text);
          return text.startsWith("foo()");
        },
      },
    );

    await expect(output).resolves.toMatchObject({ text: "foo()" });
    expect(judged).toEqual(["I should.", "", "", "foo()"]);
  });

  it("waits for the closing mark of a model that has sent one alone before", async ({ expect }) => {
    const clients = {
      native: fakeCompletionClient(),
      chat: fakeChatClient("I should\n", "</think>", "foo()\n", "more"),
    };
    const model = { provider: "fake", model: "fake-1", ...clients };
    const untilEnd = ask(clients, {}, model);
    await untilEnd.output;

    const { output } = ask(clients, { shouldStop: ({ text }) => text.includes("\n") }, model);

    await expect(output).resolves.toMatchObject({ text: "foo()\n" });
  });

  it("fails as the model does", async ({ expect }) => {
    const error = new ChatError("unavailable", "down");

    const { output } = ask({ native: failingCompletionClient(error), chat: fakeChatClient("x") });

    await expect(output).rejects.toBe(error);
  });

  it("is no success when the caller aborts, even if it was enough", async ({ expect }) => {
    const caller = new AbortController();

    const { output, recorded } = ask(
      { native: fakeCompletionClient("a", "b"), chat: fakeChatClient() },
      {
        signal: caller.signal,
        shouldStop() {
          caller.abort();
          return true;
        },
      },
    );

    await expect(output).rejects.toMatchObject({ code: "aborted" });
    expect(recorded).toEqual([]);
  });

  it("leaves the counting to the client when the answer came to its end all the same", async ({
    expect,
  }) => {
    const { output, recorded } = ask(
      { native: fakeCompletionClient("a"), chat: fakeChatClient() },
      { shouldStop: () => true },
    );

    await expect(output).resolves.toMatchObject({ text: "a" });
    expect(recorded).toEqual([]);
  });

  it("logs how long the model took and how it was asked", async ({ expect }) => {
    const { output, log } = ask({ native: fakeCompletionClient("a"), chat: fakeChatClient() });
    await output;

    expect(log.entries).toEqual([
      expect.stringMatching(/^info: completions wanted=0 .* \| fake:fake-1 took 0 ms \(native\)$/u),
    ]);
  });
});

function ask(
  clients: { readonly native: CompletionModel["native"]; readonly chat: ChatClient },
  overrides: Partial<ModelRequest> = {},
  model: CompletionModel = { provider: "fake", model: "fake-1", ...clients },
) {
  const recorded: FinishedChat[] = [];
  const log = fakeLog();
  const request: ModelRequest = {
    index: 0,
    cursor: CURSOR,
    scope: "line",
    signal: new AbortController().signal,
    shouldStop: () => false,
    ...overrides,
  };
  const output = requestModel(model, request, {
    clock: manualClock(),
    config: () => CONFIG,
    log,
    usage: { ...fakeUsage(), record: (chat) => recorded.push(chat) },
    counters: () => NO_COUNTERS,
  });
  return { output, recorded, log };
}
