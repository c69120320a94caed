import { describe, it } from "vitest";

import { connect } from "../testing/connect.ts";
import { FRAMES, raw } from "../testing/frames.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;

describe.for(["openai", "openrouter", "lab", "anthropic", "ollama"] as const)(
  "the reasoning of %s",
  (name) => {
    const { text, finish, end } = FRAMES[name];
    const answering = (...pieces: readonly string[]) =>
      connect(name, raw(...pieces.map(text), finish, end));

    it.for([
      { pieces: ["<think>Hm.</think>\n\nYes.", " No."], deltas: ["Yes.", " No."] },
      {
        pieces: ["\n", "<", "think", ">H", "m", "</th", "ink>", "\n", "\n", "Yes"],
        deltas: ["Yes"],
      },
      { pieces: Array.from("<thinking>Hm</thinking> Yé"), deltas: ["Y", "é"] },
      {
        pieces: ["Use ", "<think>", "a", "</think>", "."],
        deltas: ["Use ", "<think>", "a", "</think>", "."],
      },
    ])("is no part of a streamed answer: $pieces", async ({ pieces, deltas }, { expect }) => {
      const { client } = await answering(...pieces);
      const shown: string[] = [];

      const answer = await client.chat(REQUEST, {
        keepText: false,
        onDelta: (delta) => shown.push(delta),
      });

      expect(shown).toEqual(deltas);
      expect(answer.recvBytes).toBe(Buffer.byteLength(deltas.join("")));
    });

    it("is cut out of a whole answer that begins inside it", async ({ expect }) => {
      const { client } = await answering("Hm", ".\n</thi", "nk>\n\n", "Yes.");
      const shown: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (delta) => shown.push(delta) });

      expect(answer).toMatchObject({ text: "Yes.", recvBytes: 4 });
      expect(shown.join("")).toBe("Hm.\n</think>\n\nYes.");
    });

    it("is cut only once, so that a whole answer may speak of the mark", async ({ expect }) => {
      const { client } = await answering("<think>Hm</think>", "Use the </think> mark", ".");
      const shown: string[] = [];

      const answer = await client.chat(REQUEST, { onDelta: (delta) => shown.push(delta) });

      expect(answer).toMatchObject({ text: "Use the </think> mark.", isReasoningCut: true });
      expect(shown.join("")).toBe(answer.text);
    });

    it("alone is an empty answer", async ({ expect }) => {
      const { client } = await answering("<think>Hm. ", "Well");

      await expect(client.chat(REQUEST)).rejects.toThrow("sent an empty answer");
    });

    it("does not hide a failure, and what was held back is shown before it", async ({ expect }) => {
      const { client } = await connect(name, raw(text(" <thi")));
      const shown: string[] = [];

      const failed = client.chat(REQUEST, { onDelta: (delta) => shown.push(delta) });

      await expect(failed).rejects.toThrow("broke off in the middle");
      expect(shown).toEqual([" <thi"]);
    });
  },
);

describe("an answer that ends in its reasoning", () => {
  it("for want of room says so", async ({ expect }) => {
    const length = FRAMES.lab.finish.replace('"stop"', '"length"');
    const { client } = await connect("lab", raw(FRAMES.lab.text("<think>Hm"), length));

    await expect(client.chat(REQUEST)).rejects.toThrow("general.max_tokens");
  });

  it("because the connection broke is asked for again, since nothing was shown", async ({
    expect,
  }) => {
    const { client, provider } = await connect("lab", {
      type: "break-off",
      deltas: ["<think>Hm"],
    });

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unreachable" });
    expect(provider.requests).toHaveLength(3);
  });
});
