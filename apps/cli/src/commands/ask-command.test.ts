import { ChatError, withUsage } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import type { Snapshot } from "@hexai/stats";
import { describe, it } from "vitest";

import { Stopped } from "../stopped.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";
import { askCommand } from "./ask-command.ts";

const REQUEST = { messages: [{ role: "user", text: "why" }] } as const;

describe("askCommand", () => {
  it("streams the answer and says on stderr what it cost", async ({ expect }) => {
    const terminal = fakeTerminal({ times: [1000, 3500] });
    const usage = fakeUsage();
    const chat = withUsage(fakeChatClient("be", "cause"), usage.record);

    await askCommand(REQUEST, chat, usage, terminal, { quiet: false });

    expect(terminal.written.out).toBe("because\n");
    expect(terminal.written.err).toMatch(
      /^provider=fake model=fake-1 time=2\.5s llm stats reqs=1 .*\n$/u,
    );
    expect(usage.calls).toEqual(["begin", "record", "finish"]);
  });

  it("says nothing on stderr when it is quiet", async ({ expect }) => {
    const terminal = fakeTerminal();

    await askCommand(REQUEST, fakeChatClient("x"), fakeUsage(), terminal, { quiet: true });

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
      chat: (_: unknown, options?: { readonly onDelta?: (text: string) => void }) => {
        options?.onDelta?.("half");
        return Promise.reject(failure);
      },
    };

    const asked = askCommand(REQUEST, chat, usage, terminal, { quiet: false });

    await expect(asked).rejects.toBe(failure);
    expect(terminal.written).toEqual({ out: "half\n", err: "" });
    expect(usage.calls).toEqual(["begin", "abandon"]);
  });

  it("writes nothing for a Chat that fails at once", async ({ expect }) => {
    const terminal = fakeTerminal();
    const chat = failingChatClient(new ChatError("unavailable", "503"));

    const asked = askCommand(REQUEST, chat, fakeUsage(), terminal, { quiet: false });

    await expect(asked).rejects.toThrow("503");
    expect(terminal.written).toEqual({ out: "", err: "" });
  });

  it("stops with the terminal, and quietly", async ({ expect }) => {
    const terminal = fakeTerminal();
    const usage = fakeUsage();
    terminal.stop(new Stopped(130));

    const asked = askCommand(REQUEST, fakeChatClient("x"), usage, terminal, { quiet: false });

    await expect(asked).rejects.toMatchObject({ code: "aborted" });
    expect(terminal.written).toEqual({ out: "", err: "" });
    expect(usage.calls).toEqual(["begin", "abandon"]);
  });
});

const SNAPSHOT: Snapshot = {
  global: { reqs: 1, sent: 3, recv: 7 },
  providers: new Map(),
  rpm: 0,
  windowSeconds: 3600,
};

function fakeUsage() {
  const calls: string[] = [];
  return {
    calls,
    begin: () => {
      calls.push("begin");
    },
    record: () => {
      calls.push("record");
    },
    finish: () => {
      calls.push("finish");
      return Promise.resolve(SNAPSHOT);
    },
    abandon: () => {
      calls.push("abandon");
      return Promise.resolve();
    },
  };
}
