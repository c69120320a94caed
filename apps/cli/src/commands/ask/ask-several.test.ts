import { type ChatClient, ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { ExitRequest } from "@hexai/process";
import { describe, it } from "vitest";

import { fakeContext } from "../../testing/fake-context.ts";
import { fakeTerminal } from "../../testing/fake-terminal.ts";
import { askSeveral } from "./ask-several.ts";
import type { CountedClient } from "./counted-client.ts";

const REQUEST = { messages: [{ role: "user", content: "why" }] } as const;
const SHOWN = { json: false, stream: true, markdown: false, quiet: false };
const FAILURE = failingChatClient(new ChatError("unavailable", "openai (a) is in trouble"));

describe("askSeveral", () => {
  it("gives a pipe one answer after the other, and says what each cost", async ({ expect }) => {
    const terminal = fakeTerminal();
    const both = [client(fakeChatClient("a", "1")), client(fakeChatClient("b"))];

    await askSeveral(REQUEST, both, fakeContext(terminal), SHOWN);

    expect(terminal.written.out).toBe("## fake:fake-1\n\na1\n\n## fake:fake-1\n\nb\n");
    expect(terminal.written.err).toMatch(
      /^provider=fake model=fake-1 time=0\.0s\nprovider=fake model=fake-1 time=0\.0s\n$/u,
    );
  });

  it("reads no more of the answers while nobody reads what was written", async ({ expect }) => {
    let release: (() => void) | undefined;
    const drained = new Promise<void>((resolve) => {
      release = resolve;
    });
    const terminal = fakeTerminal({ drained });

    const asked = askSeveral(
      REQUEST,
      [client(fakeChatClient("a", "1")), client(fakeChatClient("b", "2"))],
      fakeContext(terminal),
      SHOWN,
    );
    await new Promise((resolve) => setImmediate(resolve));
    const before = terminal.written.out;
    release?.();
    await asked;

    expect(before).toBe("## fake:fake-1\n\na");
    expect(terminal.written.out).toBe("## fake:fake-1\n\na1\n\n## fake:fake-1\n\nb2\n");
  });

  it("asks all of them the same at once", async ({ expect }) => {
    const clients = [fakeChatClient("a"), fakeChatClient("b"), fakeChatClient("c")];

    await askSeveral(REQUEST, clients.map(client), fakeContext(fakeTerminal()), SHOWN);

    expect(clients.map(({ requests }) => requests)).toEqual([[REQUEST], [REQUEST], [REQUEST]]);
  });

  it("puts them side by side on a terminal, and leaves stderr to what they cost", async ({
    expect,
  }) => {
    const terminal = fakeTerminal({ isTerminal: true, columns: 60 });
    const both = [client(fakeChatClient("a")), client(fakeChatClient("b"))];

    await askSeveral(REQUEST, both, fakeContext(terminal), SHOWN);

    // oxlint-disable-next-line no-control-regex -- how a line is drawn
    expect(terminal.written.out.replaceAll(/\r|\u001b\[[JK]/gu, "")).toMatch(
      /^fake:fake-1 +│ fake:fake-1\n─+ │ ─+\na +│ b\n$/u,
    );
    // oxlint-disable-next-line no-control-regex -- a dim line begins with one
    expect(terminal.written.err).toMatch(/^(?:\u001b\[2mprovider=.*\u001b\[22m\n){2}$/u);
  });

  it("has headings on a terminal that is too narrow, and shows who is asked", async ({
    expect,
  }) => {
    const terminal = fakeTerminal({ isTerminal: true, columns: 40 });
    const both = [client(fakeChatClient("a")), client(fakeChatClient("b"))];

    await askSeveral(REQUEST, both, fakeContext(terminal), SHOWN);

    expect(terminal.written.out).toContain("## fake:fake-1\n\na\n");
    expect(terminal.written.err).toContain("⠋ fake:fake-1, fake:fake-1\r\u001b[K");
  });

  it("lets one that fails cost the others nothing, and fails in the end", async ({ expect }) => {
    const terminal = fakeTerminal();
    const all = [client(FAILURE), client(fakeChatClient("b")), client(FAILURE)];

    const asked = askSeveral(REQUEST, all, fakeContext(terminal), { ...SHOWN, quiet: true });

    await expect(asked).rejects.toMatchObject({
      name: "UserError",
      exitCode: 1,
      message: "openai (a) is in trouble\nhexai: openai (a) is in trouble",
    });
    expect(terminal.written).toEqual({
      out: "## fake:fake-1\n\n\n## fake:fake-1\n\nb\n\n## fake:fake-1\n\n",
      err: "",
    });
    expect(all.map(({ calls }) => calls)).toEqual([["during"], ["during", "snapshot"], ["during"]]);
  });

  it("writes one JSON object a line", async ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true, columns: 200 });
    const all = [client(fakeChatClient("a")), client(FAILURE), client(fakeChatClient("c"))];

    const asked = askSeveral(REQUEST, all, fakeContext(terminal), {
      ...SHOWN,
      json: true,
      quiet: true,
    });

    await expect(asked).rejects.toThrow("in trouble");
    const lines = terminal.written.out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).text)).toEqual(["a", "c"]);
  });

  it("writes whole answers when they are not to be streamed", async ({ expect }) => {
    const terminal = fakeTerminal();
    const half: ChatClient = {
      ...fakeChatClient(),
      async chat(_, options) {
        await options?.onDelta?.("half");
        throw new ChatError("incomplete", "broke off");
      },
    };
    const both = [client(half), client(fakeChatClient("b", "2"))];

    const asked = askSeveral(REQUEST, both, fakeContext(terminal), { ...SHOWN, stream: false });

    await expect(asked).rejects.toThrow("broke off");
    expect(terminal.written.out).toBe("## fake:fake-1\n\n\n## fake:fake-1\n\nb2\n");
  });

  it("stops with the terminal", async ({ expect }) => {
    const terminal = fakeTerminal({ isTerminal: true });
    const all = [client(fakeChatClient("a")), client(fakeChatClient("b"))];
    const reason = new ExitRequest(130);
    terminal.stop(reason);

    const asked = askSeveral(REQUEST, all, fakeContext(terminal), SHOWN);

    await expect(asked).rejects.toBe(reason);
    expect(terminal.written.err).toBe("");
    expect(all.map(({ calls }) => calls)).toEqual([["during"], ["during"]]);
  });

  it("lets a bug through", async ({ expect }) => {
    const all = [client(failingChatClient(new TypeError("a bug"))), client(fakeChatClient())];

    await expect(askSeveral(REQUEST, all, fakeContext(fakeTerminal()), SHOWN)).rejects.toThrow(
      TypeError,
    );
  });
});

function client(chat: ChatClient): CountedClient & { readonly calls: readonly string[] } {
  const calls: string[] = [];
  const usage = {
    during: () => void calls.push("during"),
    costOf: () => Promise.resolve(undefined),
    figuresOf: () => Promise.resolve({ budgetNote: undefined }),
    snapshot: () => Promise.resolve(void calls.push("snapshot")),
  };
  return { chat, usage, calls, cachedMs: () => undefined };
}
