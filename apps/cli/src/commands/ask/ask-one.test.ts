import { type ChatClient, ChatError, type ChatOptions, withUsage } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { ExitRequest } from "@hexai/process";
import type { Snapshot } from "@hexai/stats";
import { describe, it } from "vitest";

import { fakeContext } from "../../testing/fake-context.ts";
import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { askOne } from "./ask-one.ts";
import type { CountedClient } from "./counted-client.ts";

const REQUEST = { messages: [{ role: "user", content: "why" }] } as const;
const ERASE = "\r\u001b[K";
const SHOWN = { json: false, stream: true, markdown: false, quiet: false };

describe("askOne", () => {
  it("streams the answer and says on stderr what it cost", async ({ expect }) => {
    const terminal = fakeTerminal({ times: [1000, 3500] });
    const usage = fakeUsage();
    const chat = withUsage(fakeChatClient("be", "cause"), usage.record);

    await askOne(REQUEST, { ...fakeCounted(chat), usage }, fakeContext(terminal), SHOWN);

    expect(terminal.written.out).toBe("because\n");
    expect(terminal.written.err).toMatch(
      /^provider=fake model=fake-1 time=2\.5s llm stats reqs=1 .*\n$/u,
    );
    expect(usage.calls).toEqual(["during", "record", "snapshot"]);
  });

  it("reads no more of the answer while nobody reads what was written", async ({ expect }) => {
    let release: (() => void) | undefined;
    const drained = new Promise<void>((resolve) => {
      release = resolve;
    });
    const terminal = fakeTerminal({ drained });

    const asked = askOne(
      REQUEST,
      fakeCounted(fakeChatClient("be", "cause")),
      fakeContext(terminal),
      SHOWN,
    );
    await new Promise((resolve) => setImmediate(resolve));
    const before = terminal.written.out;
    release?.();
    await asked;

    expect(before).toBe("be");
    expect(terminal.written.out).toBe("because\n");
  });

  it("says nothing on stderr when it is quiet", async ({ expect }) => {
    const terminal = fakeTerminal();

    await askOne(REQUEST, fakeCounted(fakeChatClient("x")), fakeContext(terminal), {
      ...SHOWN,
      quiet: true,
    });

    expect(terminal.written).toEqual({ out: "x\n", err: "" });
  });

  it("leaves the shell's prompt on a line of its own when an answer breaks off", async ({
    expect,
  }) => {
    const terminal = fakeTerminal();
    const usage = fakeUsage();
    const failure = new ChatError("incomplete", "broke off");
    const chat = {
      ...failingChatClient(failure),
      async chat(_: unknown, { onDelta, onUnderWay }: ChatOptions = {}) {
        await Promise.resolve();
        onUnderWay?.();
        await onDelta?.("half");
        throw failure;
      },
    };

    const asked = askOne(REQUEST, { ...fakeCounted(chat), usage }, fakeContext(terminal), SHOWN);

    await expect(asked).rejects.toBe(failure);
    expect(terminal.written).toEqual({ out: "half\n", err: "" });
    expect(usage.calls).toEqual(["during"]);
  });

  it("writes nothing for a Chat that fails at once", async ({ expect }) => {
    const terminal = fakeTerminal();
    const chat = failingChatClient(new ChatError("unavailable", "503"));

    const asked = askOne(REQUEST, fakeCounted(chat), fakeContext(terminal), SHOWN);

    await expect(asked).rejects.toThrow("503");
    expect(terminal.written).toEqual({ out: "", err: "" });
  });

  it.for([
    { markdown: false, why: "text" },
    { markdown: true, why: "a rendered paragraph, which is shown when it is whole" },
  ])("shows who is asked until something is shown: $why", async ({ markdown }, { expect }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const shown: string[] = [];
    const chat = {
      ...fakeChatClient("x"),
      chat: (_: unknown, options?: { readonly onDelta?: (text: string) => void }) => {
        shown.push(terminal.written.err);
        options?.onDelta?.("x");
        shown.push(terminal.written.err);
        return Promise.resolve({ text: "x", sentBytes: 1, recvBytes: 1 });
      },
    };

    await askOne(REQUEST, fakeCounted(chat), fakeContext(terminal), { ...SHOWN, markdown });

    expect(shown[0]).toMatch(/fake:fake-1$/u);
    expect(shown[1]?.endsWith(ERASE)).toBe(!markdown);
    expect(terminal.written.err).toContain(`fake:fake-1${ERASE}\u001b[2mprovider=`);
    expect(terminal.written.out).toBe("x\n");
  });

  it("takes the sign of waiting away before it fails", async ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const chat = failingChatClient(new ChatError("unavailable", "503"));

    await expect(askOne(REQUEST, fakeCounted(chat), fakeContext(terminal), SHOWN)).rejects.toThrow(
      "503",
    );

    expect(terminal.written.err.endsWith(ERASE)).toBe(true);
  });

  it("writes one JSON object", async ({ expect }) => {
    const terminal = fakeTerminal({ times: [0, 1234] });
    const options = { ...SHOWN, json: true, quiet: true };

    await askOne(
      REQUEST,
      fakeCounted(fakeChatClient("be", "cäuse")),
      fakeContext(terminal),
      options,
    );

    expect(terminal.written.out).toMatch(/^.*\n$/u);
    expect(JSON.parse(terminal.written.out)).toEqual({
      text: "becäuse",
      provider: "fake",
      model: "fake-1",
      usage: {
        input_tokens: null,
        output_tokens: null,
        cached_tokens: null,
        cache_write_tokens: null,
        reasoning_tokens: null,
        cost_usd: null,
      },
      bytes: { sent: 3, recv: 8 },
      duration: 1.234,
      cached: false,
      conversation: null,
    });
  });

  it("writes a whole answer in one piece when it is not to be streamed", async ({ expect }) => {
    const terminal = fakeTerminal();
    const pieces: string[] = [];
    const out = { ...terminal.out, write: (text: string) => pieces.push(text) };
    const options = { ...SHOWN, stream: false };

    await askOne(
      REQUEST,
      fakeCounted(fakeChatClient("be", "cause")),
      fakeContext({ ...terminal, out }),
      options,
    );

    expect(pieces).toEqual(["because", "\n"]);
  });

  it.for([
    { ...SHOWN, stream: false },
    { ...SHOWN, json: true },
  ])("writes nothing of a half answer with %o", async (options, { expect }) => {
    const terminal = fakeTerminal();
    const chat = {
      ...fakeChatClient(),
      chat: (_: unknown, chatOptions?: { readonly onDelta?: (text: string) => void }) => {
        chatOptions?.onDelta?.("half");
        return Promise.reject(new ChatError("incomplete", "broke off"));
      },
    };

    const asked = askOne(REQUEST, fakeCounted(chat), fakeContext(terminal), options);

    await expect(asked).rejects.toThrow("broke off");
    expect(terminal.written.out).toBe("");
  });

  it("says that an answer came out of the cache", async ({ expect }) => {
    const terminal = fakeTerminal();
    const client = { ...fakeCounted(fakeChatClient("x")), cachedMs: () => 60_000 };

    await askOne(REQUEST, client, fakeContext(terminal), SHOWN);
    await askOne(REQUEST, client, fakeContext(terminal), { ...SHOWN, json: true, quiet: true });

    expect(terminal.written.err).toContain(" cached=1m ");
    expect(terminal.written.out).toContain('"cached":true');
  });

  it("stops with the terminal, and quietly", async ({ expect }) => {
    const terminal = fakeTerminal();
    const usage = fakeUsage();
    terminal.stop(new ExitRequest(130));

    const asked = askOne(
      REQUEST,
      { ...fakeCounted(fakeChatClient("x")), usage },
      fakeContext(terminal),
      SHOWN,
    );

    await expect(asked).rejects.toMatchObject({ code: "aborted" });
    expect(terminal.written).toEqual({ out: "", err: "" });
    expect(usage.calls).toEqual(["during"]);
  });
});

const SNAPSHOT: Snapshot = {
  global: { reqs: 1, sent: 3, recv: 7 },
  providers: new Map(),
  groups: [],
  rpm: 0,
  windowSeconds: 3600,
};

function fakeCounted(chat: ChatClient): CountedClient {
  return { chat, usage: fakeUsage(), cachedMs: () => undefined };
}

function fakeUsage() {
  const calls: string[] = [];
  return {
    calls,
    during: () => {
      calls.push("during");
    },
    record: () => {
      calls.push("record");
    },
    costOf: () => Promise.resolve(undefined),
    figuresOf: () => Promise.resolve({ budgetNote: undefined }),
    snapshot: () => {
      calls.push("snapshot");
      return Promise.resolve(SNAPSHOT);
    },
  };
}
