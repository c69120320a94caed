import { describe, it } from "vitest";

import { createSimulatedClient } from "./simulated-client.ts";

const REQUEST = { messages: [{ role: "user", content: "say it back" }] } as const;
const RATE = { from: 1000, to: 2000 };

describe("createSimulatedClient", () => {
  it("says its question back, piece by piece", async ({ expect }) => {
    const deltas: string[] = [];
    const client = createSimulatedClient(RATE, () => 0.5);

    const answer = await client.chat(REQUEST, { onDelta: (delta) => deltas.push(delta) });

    expect(deltas).toEqual(["say", " it", " back"]);
    expect(answer).toEqual({ text: "say it back", sentBytes: 11, recvBytes: 11 });
  });

  it("says no more before its reader is done with a piece", async ({ expect }) => {
    const log: string[] = [];
    const client = createSimulatedClient({ from: 100_000, to: 100_000 }, () => 0);

    await client.chat(REQUEST, {
      async onDelta(delta) {
        log.push(`${delta} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        log.push(`${delta} ends`);
      },
    });

    expect(log).toEqual(
      ["say", " it", " back"].flatMap((delta) => [`${delta} begins`, `${delta} ends`]),
    );
  });

  it("ends when it is told to", async ({ expect }) => {
    const stopping = new AbortController();
    const client = createSimulatedClient({ from: 0.001, to: 0.001 }, () => 0);

    const asked = client.chat(REQUEST, { signal: stopping.signal });
    stopping.abort();

    await expect(asked).rejects.toMatchObject({ name: "ChatError", code: "aborted" });
  });

  it.for([
    { rate: { from: 12, to: 18 }, model: "12-18tps" },
    { rate: { from: 7.5, to: 7.5 }, model: "7.5tps" },
  ])("is called $model", ({ rate, model }, { expect }) => {
    expect(createSimulatedClient(rate, () => 0)).toMatchObject({ provider: "simulation", model });
  });
});
