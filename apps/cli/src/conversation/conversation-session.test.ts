import {
  type ChatAnswer,
  type ChatClient,
  ChatError,
  type ChatMessage,
  type ChatOptions,
  textOf,
} from "@hexai/chat";
import { describe, it } from "vitest";

import {
  type AnswerFacts,
  type AskedTurn,
  createSession,
  type ConversationSession,
} from "./conversation-session.ts";
import type { Message } from "./message.ts";
import { historyAt, lastPosition } from "./position.ts";
import type { ConversationLog } from "./store/io/conversation-log.ts";

const MODEL = { index: 0, provider: "openai", name: "m" };

type Reply = (messages: readonly ChatMessage[], options: ChatOptions) => Promise<string>;

describe("a conversation that goes on", () => {
  it("sends every turn before, and the instruction of the first one", async ({ expect }) => {
    const { ask, sent, lines } = setUp();

    await ask("one", { system: "Be brief." });
    await ask("two");
    await ask("three");

    expect(sent.at(-1)).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "one" },
      { role: "assistant", content: "re: one" },
      { role: "user", content: "two" },
      { role: "assistant", content: "re: two" },
      { role: "user", content: "three" },
    ]);
    expect(lines.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
  });

  it("sends a new instruction from then on, or none", async ({ expect }) => {
    const { ask, sent } = setUp();

    await ask("one", { system: "first" });
    await ask("two", { system: "second" });
    await ask("three");
    await ask("four", { system: "" });
    await ask("five");

    expect(sent.map(([first]) => first?.content)).toEqual([
      "first",
      "second",
      "second",
      "one",
      "one",
    ]);
  });

  it.for([
    { came: "", sentAgain: false, why: "no text came" },
    { came: "\n ", sentAgain: false, why: "only white space came" },
    { came: "one tw", sentAgain: true, why: "a part came" },
  ])(
    "sends a turn that broke again if text came: $why",
    async ({ came, sentAgain }, { expect }) => {
      const broken = new ChatError("incomplete", "it broke off");
      const { ask, sent, lines } = setUp(async (_, options) => {
        if (came !== "") {
          await options.onDelta?.(came);
        }
        throw broken;
      });

      await expect(ask("one")).rejects.toBe(broken);
      await expect(ask("two")).rejects.toBe(broken);

      expect(sent.at(-1)?.map(({ content }) => content)).toEqual([
        ...(sentAgain ? ["one", came] : []),
        "two",
      ]);
      expect(lines[1]).toMatchObject({ end: "broken", content: came, error: "it broke off" });
    },
  );

  it("keeps what came before it was stopped", async ({ expect }) => {
    const stopping = new AbortController();
    const { ask, lines } = setUp(async (_, options) => {
      await options.onDelta?.("half");
      stopping.abort();
      throw new ChatError("aborted", "it was stopped");
    });

    await expect(ask("one", { signal: stopping.signal })).rejects.toThrow("stopped");

    expect(lines[1]).toMatchObject({ end: "aborted", content: "half" });
    expect(lines[1]).not.toHaveProperty("error", "it was stopped");
  });

  it("asks once more without the older half when everything is too long", async ({ expect }) => {
    const { ask, sent, notes } = setUp(async (messages) => {
      if (messages.length > 5) {
        throw new ChatError("rejected", "too long", { isTooLong: true });
      }
      return "x".repeat(10);
    });
    for (const question of ["1", "2", "3"]) {
      await ask(question.repeat(10));
    }

    await ask("4".repeat(10));

    expect(sent).toHaveLength(5);
    expect(sent[3]).toHaveLength(7);
    expect(sent[4]?.map(({ content }) => content[0])).toEqual(["3", "x", "4"]);
    expect(notes).toEqual([
      "openai:m cannot read so much at once: the oldest 2 turns were left out",
    ]);
  });

  it("leaves no more out at each turn when the conversation stays too long", async ({ expect }) => {
    const limit = 130;
    const { ask, sent } = setUp(async (messages) => {
      if (textsOf(messages).join("").length > limit) {
        throw new ChatError("rejected", "too long", { isTooLong: true });
      }
      return "x".repeat(10);
    });
    for (let turn = 0; turn < 20; turn += 1) {
      await ask("q".repeat(10));
    }

    const answered = sent.filter((messages) => textsOf(messages).join("").length <= limit);
    expect(answered).toHaveLength(20);
    expect(answered.slice(7).map((messages) => messages.length)).toEqual(
      Array.from({ length: 13 }, () => 7), // the question behind half of the largest input that was read
    );
  });

  it("does not ask again when there is nothing to leave out", async ({ expect }) => {
    const tooLong = new ChatError("rejected", "too long", { isTooLong: true });
    const { ask, sent } = setUp(() => Promise.reject(tooLong));

    await expect(ask("one")).rejects.toBe(tooLong);

    expect(sent).toHaveLength(1);
  });

  it("warns when Ollama has read less than in the turn before", async ({ expect }) => {
    const counts = [100, 200, 150];
    const { ask, notes } = setUp(undefined, "ollama", () => counts.shift());

    await ask("one");
    await ask("two");
    await ask("three");

    expect(notes).toEqual([
      expect.stringContaining("has read 150 tokens, fewer than in the turn before (200)"),
    ]);
    expect(notes[0]).toContain("num_ctx");
  });

  it.for([
    { why: "the instruction became shorter", texts: ["x".repeat(500), "brief"], warns: false },
    { why: "nothing became shorter", texts: ["brief", "brief"], warns: true },
  ])(
    "warns of what Ollama has dropped, and not of what was not sent: $why",
    async (row, { expect }) => {
      const { texts, warns } = row;
      const counts = [200, 150];
      const { ask, notes } = setUp(undefined, "ollama", () => counts.shift());

      for (const system of texts) {
        await ask("again", { system });
      }

      expect(notes).toHaveLength(warns ? 1 : 0);
    },
  );

  it("keeps no file that may hold secrets, and no answer that may quote it, but talks about it", async ({
    expect,
  }) => {
    const { session, sent, lines, parts, notes, clientOf, ask } = setUp();
    const branches = [{ leaf: undefined, model: MODEL }];
    const kept = { content: "why (not kept)" };
    const turn = session.ask({ content: "why KEY=1", kept, system: undefined, branches });

    await clientOf(turn).chat({ messages: [{ role: "user", content: "why KEY=1" }] });
    await ask("and this");

    expect(textsOf(sent[1] ?? [])).toEqual(["why KEY=1", "re: why KEY=1", "and this"]);
    expect(JSON.stringify([lines, parts])).not.toContain("KEY");
    expect(lines).toMatchObject([
      { content: "why (not kept)" },
      { content: "", end: "whole", isWithheld: true },
      { content: "and this" },
      { content: "", isWithheld: true },
    ]);
    expect(notes).toEqual([expect.stringContaining("neither the file that may hold secrets")]);
    const again = { id: "id", messages: lines };
    expect(historyAt(again, lastPosition(again)?.branches[0]?.leaf).turns).toEqual([]);
  });

  it("keeps no error that may quote a file that may hold secrets", async ({ expect }) => {
    const { session, lines, clientOf } = setUp(() =>
      Promise.reject(new ChatError("rejected", "openai refused the request (KEY=1 is wrong)")),
    );
    const branches = [{ leaf: undefined, model: MODEL }];
    const kept = { content: "(not kept)" };
    const turn = session.ask({ content: "KEY=1", kept, system: undefined, branches });
    const request = { messages: [{ role: "user", content: "KEY=1" }] } as const;

    await expect(clientOf(turn).chat(request)).rejects.toThrow("refused");
    await session.settled();

    expect(lines.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(JSON.stringify(lines)).not.toContain("KEY");
  });

  it("keeps who charges and what it cost, by the provider or by the user's prices", async ({
    expect,
  }) => {
    const { session, lines, clientOf } = setUp();
    const facts = { costOf: async ({ sentBytes }: ChatAnswer) => sentBytes };
    const told: ChatClient = {
      provider: "openai",
      model: "m",
      chat: async () => ({ text: "a", sentBytes: 7, recvBytes: 1, vendor: "openai", costUsd: 3 }),
    };
    const request = { messages: [{ role: "user", content: "one" }] } as const;
    const branches = [{ leaf: undefined, model: MODEL }];
    const turn = session.ask({ content: "one", system: undefined, branches });

    await clientOf(turn, facts).chat(request);
    await turn.client(told, 0, facts).chat(request);
    await clientOf(turn).chat(request);
    await session.settled();

    expect(lines.slice(1)).toMatchObject([
      { costUsd: 3, vendor: undefined },
      { costUsd: 3, vendor: "openai" },
      { costUsd: undefined },
    ]);
  });

  it("does not keep who charges where the user's prices do not tell the cost", async ({
    expect,
  }) => {
    const { session, lines } = setUp();
    const local: ChatClient = {
      provider: "openai",
      model: "m",
      chat: async () => ({ text: "a", sentBytes: 7, recvBytes: 1, vendor: "local" }),
    };
    const branches = [{ leaf: undefined, model: MODEL }];
    const turn = session.ask({ content: "one", system: undefined, branches });
    const request = { messages: [{ role: "user", content: "one" }] } as const;

    await turn.client(local, 0, { costOf: async () => undefined }).chat(request);
    await turn.client(local, 0).chat(request);
    await session.settled();

    expect(lines.slice(1)).toMatchObject([{ vendor: undefined }, { vendor: "local" }]);
  });

  it("keeps who charges for the part of an answer that was stopped", async ({ expect }) => {
    const { ask, lines } = setUp(async (_, options) => {
      await options.onDelta?.("half");
      throw new ChatError("incomplete", "it broke off", { vendor: "local" });
    });

    await expect(ask("one")).rejects.toThrow("broke off");

    expect(lines[1]).toMatchObject({ content: "half", vendor: "local" });
  });

  it("goes on although nothing can be kept, and says why in the end", async ({ expect }) => {
    const failure = new Error("the disk is full");
    const { ask, sent, session } = setUp(undefined, "openai", undefined, () => {
      throw failure;
    });

    await ask("one");
    await ask("two");

    expect(sent.at(-1)).toHaveLength(3);
    await expect(session.settled()).resolves.toEqual({ id: undefined, failure });
  });

  it("asks again, and takes back, from where the conversation is", async ({ expect }) => {
    const { ask, session, sent, clientOf } = setUp();
    await ask("one");
    await ask("two");
    const { turn = "" } = lastPosition(session.conversation) ?? {};

    await clientOf(session.retry(turn)).chat({ messages: [{ role: "user", content: "two" }] });
    session.undo(turn);
    await ask("three");

    expect(sent[2]).toEqual(sent[1]);
    expect(sent.at(-1)?.map(({ content }) => content)).toEqual(["one", "re: one", "three"]);
  });

  it("writes a question when its request is under way, and one that is never sent when it has failed", async ({
    expect,
  }) => {
    const seen: string[][] = [];
    const rolesWritten = async (): Promise<void> => {
      await settled();
      seen.push(lines.map(({ role }) => role));
    };
    const { ask, lines, settled } = setUp(async (_, options) => {
      await rolesWritten();
      options.onUnderWay?.();
      options.onUnderWay?.();
      await rolesWritten();
      return "yes";
    });
    const unsent = setUp(() => Promise.reject(new ChatError("unreachable", "no way")));

    await ask("one");
    await unsent.ask("two").catch(() => undefined);

    expect(seen).toEqual([[], ["user"]]);
    expect(lines.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(unsent.lines.map(({ role }) => role)).toEqual(["user", "assistant"]);
  });

  it("has written the part of an answer before the whole one", async ({ expect }) => {
    const written: string[] = [];
    const { ask, parts } = setUp(async (_, options) => {
      await options.onDelta?.("half");
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      written.push(parts.join(""));
      return "";
    });

    await ask("one");

    expect(written).toEqual(["half"]);
  });
});

function textsOf(messages: readonly ChatMessage[]): readonly string[] {
  return messages.map(({ content }) => textOf(content));
}

/** A session whose models answer with an echo, or do what `reply` says. */
function setUp(
  reply: Reply = async (messages) => `re: ${textsOf(messages).at(-1)}`,
  provider = "openai",
  inputOf: () => number | undefined = () => undefined,
  openLog?: () => never,
) {
  const lines: Message[] = [];
  const parts: string[] = [];
  const notes: string[] = [];
  const sent: (readonly ChatMessage[])[] = [];
  const log: ConversationLog = {
    id: "id",
    append: (message) => lines.push(message),
    keepPart: () => ({ write: (text) => parts.push(text), end: () => undefined }),
  };
  let count = 0;
  const session: ConversationSession = createSession({
    conversation: undefined,
    terminal: undefined,
    openLog: async () => openLog?.() ?? log,
    onNote: (note) => notes.push(note),
    newId: () => String((count += 1)),
    now: () => 0,
  });
  const model: ChatClient = {
    provider,
    model: "m",
    async chat({ messages }, options = {}) {
      sent.push(messages);
      const text = await reply(messages, options);
      if (text !== "") {
        await options.onDelta?.(text);
      }
      const sentBytes = textsOf(messages).join("").length;
      const input = inputOf();
      const tokens = input === undefined ? {} : { tokens: { input } };
      return { text, sentBytes, recvBytes: text.length, ...tokens };
    },
  };
  const clientOf = (turn: AskedTurn, facts?: AnswerFacts): ChatClient =>
    turn.client(model, 0, facts);
  return {
    session,
    settled: () => session.settled(),
    sent,
    lines,
    parts,
    notes,
    clientOf,
    ask: async (
      content: string,
      { system, signal }: { readonly system?: string; readonly signal?: AbortSignal } = {},
    ): Promise<void> => {
      const { leaf } = lastPosition(session.conversation)?.branches[0] ?? { leaf: undefined };
      const branches = [{ leaf, model: { ...MODEL, provider } }];
      const turn = session.ask({ content, system, branches });
      try {
        await clientOf(turn).chat(
          { messages: [{ role: "user", content }] },
          signal === undefined ? {} : { signal },
        );
      } finally {
        await session.settled();
      }
    },
  };
}
