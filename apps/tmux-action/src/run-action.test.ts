import { prepareAction, type PreparedAction, SIMPLIFY } from "@hexai/actions";
import { ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";

import { runAction } from "./run-action.ts";

describe("runAction", () => {
  it("writes the result before the usage is settled", async ({ expect }) => {
    const { events, surroundings } = recorded();

    await runAction(prepared(), fakeChatClient("```\n", "b", "\n```"), surroundings);

    expect(events).toEqual(["begin", "write b\n", "settle"]);
  });

  it("writes nothing when the model fails, and takes the hourglass away", async ({ expect }) => {
    const { events, surroundings } = recorded();
    const chat = failingChatClient(new ChatError("unavailable", "503"));

    await expect(runAction(prepared(), chat, surroundings)).rejects.toThrow("503");

    expect(events).toEqual(["begin", "settle"]);
  });

  it("passes the signal on", async ({ expect }) => {
    const { surroundings } = recorded(AbortSignal.abort());

    await expect(runAction(prepared(), fakeChatClient("b"), surroundings)).rejects.toMatchObject({
      code: "aborted",
    });
  });
});

function prepared(): PreparedAction {
  const action = prepareAction(SIMPLIFY, "a\n");
  if (action === undefined) {
    throw new Error("a selection is all that it needs");
  }
  return action;
}

function recorded(signal = new AbortController().signal) {
  const events: string[] = [];
  const surroundings = {
    signal,
    usage: {
      begin: () => events.push("begin"),
      record: () => undefined,
      settle: async () => void events.push("settle"),
    },
    write: async (text: string) => void events.push(`write ${text}`),
  };
  return { events, surroundings };
}
