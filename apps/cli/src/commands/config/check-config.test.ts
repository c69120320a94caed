import { type ChatClient, ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { ExitRequest } from "@hexai/process";
import { describe, it } from "vitest";

import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { checkConfig } from "./check-config.ts";

const VALID = { ok: true, config: defaultConfig(), origins: new Map() } as const;
const ENV = { OPENAI_API_KEY: "x", ANTHROPIC_API_KEY: "x" };

describe("checkConfig", () => {
  it("says that all is well", async ({ expect }) => {
    const terminal = fakeTerminal();

    await expect(checkConfig(VALID, undefined, terminal)).resolves.toBe(true);

    expect(terminal.written.out).toBe("The configuration is ok.\n");
  });

  it("lists every mistake and asks nobody", async ({ expect }) => {
    const terminal = fakeTerminal();
    const origin = { type: "file", file: "/c", line: 2 } as const;
    const issues = [
      { origin, key: "a.b", message: "is no" },
      { origin: { ...origin, line: 7 }, message: "is wrong" },
    ];
    const online = { env: ENV, createClient: () => Promise.reject(new Error("asked")) };

    const isRight = await checkConfig({ ok: false, issues }, online, terminal);

    expect(isRight).toBe(false);
    expect(terminal.written.out).toBe("/c:2: a.b: is no\n/c:7: is wrong\n");
  });

  it("asks every configured provider for one token", async ({ expect }) => {
    const terminal = fakeTerminal();
    const clients = [fakeChatClient("ok"), fakeChatClient("ok")];
    const left = [...clients];

    const isRight = await checkConfig(
      VALID,
      onlineWith(() => left.shift()),
      terminal,
    );

    expect(isRight).toBe(true);
    expect(clients.map(({ requests }) => requests.map(({ maxTokens }) => maxTokens))).toEqual([
      [1],
      [1],
    ]);
    expect(terminal.written.out).toBe(
      "fake:fake-1, fake:fake-1 answer\nThe configuration is ok.\n",
    );
  });

  it("is content with an answer that is longer than the token", async ({ expect }) => {
    const failure = new ChatError("incomplete", "reached the longest answer");
    const online = onlineWith(() => failingChatClient(failure));

    await expect(checkConfig(VALID, online, fakeTerminal())).resolves.toBe(true);
  });

  it("says of each provider what is wrong", async ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const refused = new ChatError("unauthorized", "openai said \u001b[31mno");
    const clients = [failingChatClient(refused), fakeChatClient("ok")];

    const isRight = await checkConfig(
      VALID,
      onlineWith(() => clients.shift()),
      terminal,
    );

    expect(isRight).toBe(false);
    expect(terminal.written.out).toBe(
      "openai said ␛[31mno\nfake:fake-1 answers\nThe configuration has no mistakes, but not all of it can be asked.\n",
    );
  });

  it("stops with the terminal", async ({ expect }) => {
    const terminal = fakeTerminal();
    const reason = new ExitRequest(130);
    terminal.stop(reason);

    const checked = checkConfig(
      VALID,
      onlineWith(() => fakeChatClient("ok")),
      terminal,
    );

    await expect(checked).rejects.toBe(reason);
  });
});

function onlineWith(next: () => ChatClient | undefined) {
  return {
    env: ENV,
    createClient: () => {
      const client = next();
      return client === undefined ? Promise.reject(new Error("too many")) : Promise.resolve(client);
    },
  };
}
