import { type ChatClient, ChatError, type ChatErrorCode } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";

import { connect, type Connected } from "../testing/connect.ts";
import { createCircuits } from "../transport/circuits.ts";
import { createFailoverClient } from "./create-failover-client.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;

describe("createFailoverClient", () => {
  it.for<ChatErrorCode>(["rate-limited", "unavailable", "unreachable", "timeout"])(
    "goes on to the next target after %s",
    async (code, { expect }) => {
      const client = createFailoverClient([
        failing(code),
        failing(code),
        fakeChatClient("a", "b"),
        fakeChatClient("never"),
      ]);
      const deltas: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

      expect(answer.text).toBe("ab");
      expect(deltas).toEqual(["a", "b"]);
    },
  );

  it.for<ChatErrorCode>([
    "aborted",
    "unauthorized",
    "not-found",
    "rejected",
    "incomplete",
    "unreadable",
    "misconfigured",
  ])("stays with %s, which another target would not mend", async (code, { expect }) => {
    const client = createFailoverClient([failing(code), fakeChatClient("b")]);

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code });
  });

  it("stays once something was shown", async ({ expect }) => {
    const halfway: ChatClient = {
      ...fakeChatClient(),
      async chat(_request, { onDelta } = {}) {
        await onDelta?.("half");
        throw new ChatError("unavailable", "down");
      },
    };
    const client = createFailoverClient([halfway, fakeChatClient("b")]);

    await expect(client.chat(REQUEST)).rejects.toThrow("down");
  });

  it("lets its reader hold the answer back", async ({ expect }) => {
    const client = createFailoverClient([failing("timeout"), fakeChatClient("a", "b")]);
    const log: string[] = [];

    await client.chat(REQUEST, { onDelta: slowly(log) });

    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("says what the last one said, and bears the name of the first", async ({ expect }) => {
    const client = createFailoverClient([failing("timeout", "one"), failing("timeout", "two")]);

    await expect(client.chat(REQUEST)).rejects.toThrow("two");
    expect(client).toMatchObject({ provider: "fake", model: "fake-1" });
  });

  it("lets a bug through", async ({ expect }) => {
    const client = createFailoverClient([
      failingChatClient(new RangeError("a bug")),
      fakeChatClient("b"),
    ]);

    await expect(client.chat(REQUEST)).rejects.toThrow(RangeError);
  });

  it("passes on the caller's signal", async ({ expect }) => {
    const client = createFailoverClient([failing("timeout"), fakeChatClient("b")]);

    const failed = client.chat(REQUEST, { signal: AbortSignal.abort() });

    await expect(failed).rejects.toMatchObject({ code: "aborted" });
  });

  it("soon does not even ask a host that is down, and asks the others all the same", async ({
    expect,
  }) => {
    const circuits = createCircuits(() => 0);
    const down = { type: "status", status: 503, body: "" } as const;
    const choice = { attempts: 1 };
    const first = await connect("openai", down, { circuits, choice });
    const second = await connect("anthropic", { type: "answer", deltas: ["b"] }, { circuits });
    const client = createFailoverClient([first.client, second.client]);

    for (let count = 0; count < 8; count += 1) {
      await client.chat(REQUEST);
    }

    expect(asked(first, second)).toEqual([5, 8]);
  });

  it("tells the user of a host that is not asked", async ({ expect }) => {
    const circuits = createCircuits(() => 0);
    const { client, provider } = await connect("ollama", { type: "reset" }, { circuits });

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unreachable" });
    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unreachable" });
    await expect(client.chat(REQUEST)).rejects.toMatchObject({
      code: "unavailable",
      message:
        "ollama (qwen2.5-coder) failed too often in a row and is asked again in 10 s; check whether it runs",
    });
    expect(provider.requests).toHaveLength(5);
  });
});

function failing(code: ChatErrorCode, message = "failed"): ChatClient {
  return failingChatClient(new ChatError(code, message));
}

function asked(...connected: readonly Connected[]): number[] {
  return connected.map(({ provider }) => provider.requests.length);
}

/** A reader that takes its time, and logs when. */
function slowly(log: string[]): (text: string) => Promise<void> {
  return async (text) => {
    log.push(`${text} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${text} ends`);
  };
}
