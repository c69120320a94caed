import { type FinishedChat, withUsage } from "@hexai/chat";
import { startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import type { TargetChoice } from "../target/target-choice.ts";
import { KEYS, settingsFor } from "../testing/connect.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { createSurfaceClient } from "./create-surface-client.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;
const LAB: TargetChoice = { provider: "lab", model: "one" };
const OPENAI: TargetChoice = { provider: "openai", model: "two" };

describe("createSurfaceClient", () => {
  it("asks the next target when the first is down, once and no more", async ({ expect }) => {
    const { surface, asked, finished } = await opened(["one"]);

    const client = await surface([LAB, OPENAI]);

    expect(client).toMatchObject({ provider: "lab", model: "one" });
    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "from two" });
    expect(asked).toEqual(["one", "two"]);
    expect(finished).toMatchObject([{ provider: "openai", model: "two" }]);
  });

  it("tries the last target as often as an only one", async ({ expect }) => {
    const { surface, asked } = await opened(["one", "two"]);

    const client = await surface([LAB, OPENAI]);

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unavailable", model: "two" });
    expect(asked).toEqual(["one", "two", "two", "two"]);
  });

  it("knows of one target that the host of all is down", async ({ expect }) => {
    const { surface, asked } = await opened(["one", "two"]);
    const client = await surface([LAB, OPENAI]);
    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unavailable" });
    expect(asked).toHaveLength(4);

    await expect(client.chat(REQUEST)).rejects.toThrow("failed too often in a row");

    expect(asked).toHaveLength(5);
  });

  it("passes over a target without a key", async ({ expect }) => {
    const { surface, asked } = await opened([], { LAB_KEY: "k" });

    const client = await surface([OPENAI, LAB]);

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "from one" });
    expect(asked).toEqual(["one"]);
  });

  it("says what the first wants when none can be asked", async ({ expect }) => {
    const { surface } = await opened([], {});

    await expect(surface([OPENAI, LAB])).rejects.toMatchObject({
      code: "misconfigured",
      provider: "openai",
    });
  });

  it("asks whom the settings say without targets", async ({ expect }) => {
    const { surface } = await opened([], { OPENAI_API_KEY: "k" });

    await expect(surface([])).resolves.toMatchObject({ provider: "openai", model: "gpt-4.1" });
  });
});

/** A server on which the models `down` answer 503. */
async function opened(down: readonly string[], env: Readonly<Record<string, string>> = KEYS) {
  const asked: string[] = [];
  const finished: FinishedChat[] = [];
  const provider = await startProvider({
    respond({ model }) {
      asked.push(model);
      return down.includes(model)
        ? { type: "status", status: 503, body: "overloaded" }
        : { type: "answer", deltas: [`from ${model}`] };
    },
  });
  onTestFinished(() => provider.stop());
  return {
    asked,
    finished,
    surface: (targets: readonly TargetChoice[]) =>
      createSurfaceClient(
        settingsFor(provider),
        targets,
        { env, send: createHttpSend(), sleep: () => Promise.resolve(), random: () => 0 },
        (client) => withUsage(client, (chat) => finished.push(chat)),
      ),
  };
}
