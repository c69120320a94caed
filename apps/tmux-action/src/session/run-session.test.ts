import { SIMPLIFY } from "@hexai/actions";
import { ChatError } from "@hexai/chat";
import * as fc from "fast-check";
import { describe, it, vi } from "vitest";

import { createChannelPair } from "../popup/channel.ts";
import type { UserMessage, ScreenMessage } from "../popup/messages.ts";
import { type PreparedSelection, prepareSelection } from "./prepare-selection.ts";
import { runSession, type SessionTasks, type Verdict } from "./run-session.ts";

const MENU: ScreenMessage = { type: "menu", menu: { items: [], customItems: [] } };
const START: UserMessage = { type: "start", id: "simplify" };

describe("runSession", () => {
  it("greets, shows the menu, streams the answer and takes what is accepted", async ({
    expect,
  }) => {
    const { heard, says, verdict } = session();

    await vi.waitFor(() => expect(heard()).toEqual(["hello", "menu"]));
    says(START);
    await vi.waitFor(() => expect(heard()).toEqual(["hello", "menu", "delta", "answer"]));
    says({ type: "accept", text: "edited" });

    await expect(verdict).resolves.toEqual({ type: "accepted", text: "edited" });
  });

  it.for([
    { says: { type: "decline" } as const, why: "says so" },
    { says: "hang up" as const, why: "goes away" },
  ])(
    "has a verdict when the screen $why in the middle of a Chat, and ends it",
    async (row, { expect }) => {
      const signals: AbortSignal[] = [];
      const { says, hangUp, verdict } = session({
        ask: (_, { signal }) => {
          signals.push(signal);
          return new Promise(() => undefined);
        },
      });
      says(START);
      await vi.waitFor(() => expect(signals).toHaveLength(1));

      if (row.says === "hang up") {
        hangUp();
      } else {
        says(row.says);
      }

      await expect(verdict).resolves.toEqual({ type: "declined" });
      expect(signals[0]?.aborted).toBe(true);
    },
  );

  it("tells a failure, and fails when it was seen or nobody is left to see it", async ({
    expect,
  }) => {
    const error = new ChatError("unavailable", "503");
    for (const end of ["failure-seen", "hang up"] as const) {
      const { heard, says, hangUp, verdict } = session({ ask: () => Promise.reject(error) });
      says(START);
      await vi.waitFor(() => expect(heard().at(-1)).toBe("failure"));

      if (end === "hang up") {
        hangUp();
      } else {
        says({ type: end });
      }

      await expect(verdict).resolves.toEqual({ type: "failed", error });
    }
  });

  it("keeps an answer when asking again fails", async ({ expect }) => {
    let asked = 0;
    const { heard, says, verdict } = session({
      ask: async () => {
        asked += 1;
        if (asked > 1) {
          throw new ChatError("unavailable", "503");
        }
        return { text: "b" };
      },
    });
    says(START);
    await vi.waitFor(() => expect(heard().at(-1)).toBe("answer"));

    says({ type: "again", instruction: "shorter" });
    await vi.waitFor(() => expect(heard().at(-1)).toBe("failure"));
    says({ type: "accept", text: "b\n" });

    await expect(verdict).resolves.toEqual({ type: "accepted", text: "b\n" });
  });

  it("has declined, not failed, when the user leaves after that", async ({ expect }) => {
    let asked = 0;
    const { heard, says, hangUp, verdict } = session({
      ask: () => {
        asked += 1;
        return asked > 1 ? refuse() : Promise.resolve({ text: "b" });
      },
    });
    says(START);
    await vi.waitFor(() => expect(heard().at(-1)).toBe("answer"));
    says({ type: "again", instruction: "shorter" });
    await vi.waitFor(() => expect(heard().at(-1)).toBe("failure"));

    hangUp();

    await expect(verdict).resolves.toEqual({ type: "declined" });
  });

  it("asks again with the answer and what is to be different", async ({ expect }) => {
    const asked: PreparedSelection[] = [];
    const { heard, says } = session({
      ask: async (prepared) => {
        asked.push(prepared);
        return { text: "b" };
      },
    });
    says(START);
    await vi.waitFor(() => expect(heard().at(-1)).toBe("answer"));

    says({ type: "again", instruction: "shorter" });

    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.messages.slice(-2).map(({ content }) => content)).toEqual([
      "b",
      expect.stringContaining("shorter"),
    ]);
  });

  it("sends no answer of a Chat that was cancelled", async ({ expect }) => {
    const finish: ((answer: { text: string }) => void)[] = [];
    const { heard, says, verdict } = session({
      ask: () =>
        new Promise((resolve) => {
          finish.push(resolve);
        }),
    });
    says(START);
    await vi.waitFor(() => expect(finish).toHaveLength(1));
    says({ type: "cancel" });
    says({ type: "copy", text: "x" });
    await vi.waitFor(() => expect(heard().at(-1)).toBe("notice")); // so the cancel was heard
    finish[0]?.({ text: "too late" });
    says({ type: "copy", text: "x" });
    await vi.waitFor(() => expect(heard().filter((type) => type === "notice")).toHaveLength(2));
    says({ type: "decline" });

    await verdict;
    expect(heard()).not.toContain("answer");
  });

  it("trusts the first answer when it is told to", async ({ expect }) => {
    const { verdict } = session({
      isTrusting: true,
      open: async () => ({ first: MENU, chosen: "simplify" }),
    });

    await expect(verdict).resolves.toEqual({ type: "accepted", text: "b\n" });
  });

  it("tells a configuration that is broken", async ({ expect }) => {
    const error = new Error("broken");
    const { heard, says, verdict } = session({ open: () => Promise.reject(error) });
    await vi.waitFor(() => expect(heard()).toEqual(["hello", "failure"]));

    says({ type: "failure-seen" });

    await expect(verdict).resolves.toEqual({ type: "failed", error });
  });

  it("says where a copy is", async ({ expect }) => {
    const { messages, says } = session();

    says({ type: "copy", text: "b" });

    await vi.waitFor(() => {
      expect(messages).toContainEqual({ type: "notice", message: "copied b" });
    });
  });

  it("accepts nothing that the user did not accept, whatever the screen says and whenever it goes", async ({
    expect,
  }) => {
    const message = fc.constantFrom<UserMessage>(
      START,
      { type: "again", instruction: "x" },
      { type: "cancel" },
      { type: "copy", text: "x" },
      { type: "failure-seen" },
      { type: "decline" },
    );
    const failing = fc.boolean();

    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), failing, async (said, isFailing) => {
        const { says, hangUp, verdict } = session(isFailing ? { ask: refuse } : {});

        for (const each of said) {
          says(each);
          await Promise.resolve();
        }
        hangUp();

        expect((await verdict).type).not.toBe("accepted");
      }),
    );
  });
});

function refuse(): Promise<never> {
  return Promise.reject(new ChatError("unavailable", "503"));
}

/** A session whose screen is the test. */
function session(tasks: Partial<SessionTasks> = {}) {
  const [channel, screen] = createChannelPair<ScreenMessage, UserMessage>();
  const messages: ScreenMessage[] = [];
  screen.listen(
    (message) => messages.push(message),
    () => undefined,
  );
  const verdict: Promise<Verdict> = runSession(channel, {
    hello: async () => ({ type: "hello", selection: "a\n", isColorful: false }),
    open: async () => ({ first: MENU }),
    prepare: async () => prepareSelection(SIMPLIFY, Buffer.from("a\n"), { keepsCode: true }),
    ask: async (_, { onDelta }) => {
      onDelta("b");
      return { text: "b" };
    },
    copy: async (text) => `copied ${text}`,
    describe: String,
    isTrusting: false,
    ...tasks,
  });
  return {
    messages,
    heard: () => messages.map(({ type }) => type),
    says: (message: UserMessage) => screen.send(message),
    hangUp: () => screen.close(),
    verdict,
  };
}
