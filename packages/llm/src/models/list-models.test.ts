import { type ProviderReply, startProvider } from "@hexai/testing";
import { describe, it, onTestFinished } from "vitest";

import { KEY, KEYS, PROVIDERS_UNDER_TEST, settingsFor } from "../testing/connect.ts";
import { createHttpSend } from "../transport/io/http-send.ts";
import { listModels } from "./list-models.ts";

const OPENAI_LIST = { object: "list", data: [{ id: "b" }, { id: "a" }, { object: "odd" }] };

describe("listModels", () => {
  it.for(["openai", "openrouter", "lab"])(
    "lists the models of %s in order",
    async (name, { expect }) => {
      const { list, visits } = await offering({ "GET /v1/models": () => json(OPENAI_LIST) });

      await expect(list(name)).resolves.toEqual(["a", "b"]);
      expect(visits[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    },
  );

  it("lists the models of anthropic, page by page", async ({ expect }) => {
    const { list, visits } = await offering({
      "GET /v1/models": ({ path }) =>
        path.includes("after_id=b")
          ? json({ data: [{ id: "a" }], has_more: false })
          : json({ data: [{ id: "c" }, { id: "b" }], has_more: true }),
    });

    await expect(list("anthropic")).resolves.toEqual(["a", "b", "c"]);
    expect(visits).toHaveLength(2);
    expect(visits[0]?.headers).toMatchObject({
      "x-api-key": KEY,
      "anthropic-version": "2023-06-01",
    });
  });

  it("lists the models that ollama has on its disk", async ({ expect }) => {
    const { list } = await offering({
      "GET /api/tags": () => json({ models: [{ name: "b:7b" }, { name: "a:latest" }] }),
    });

    await expect(list("ollama")).resolves.toEqual(["a:latest", "b:7b"]);
  });

  it.for(PROVIDERS_UNDER_TEST)(
    "says in a sentence what is wrong with %s",
    async (name, { expect }) => {
      const page = (): ProviderReply => json({ error: `bad ${KEY} of ${name}` }, 401);
      const { list } = await offering({ "GET /v1/models": page, "GET /api/tags": page });

      await expect(list(name)).rejects.toMatchObject({
        name: "ChatError",
        code: "unauthorized",
        message: expect.stringContaining(`(HTTP 401: bad *** of ${name})`),
      });
    },
  );

  it.for([
    { body: "<html></html>", why: "a web page" },
    { body: "{}", why: "no list" },
    { body: "null", why: "nothing" },
  ])("cannot read $why", async ({ body }, { expect }) => {
    const { list } = await offering({
      "GET /v1/models": () => ({ type: "status", status: 200, body }),
    });

    await expect(list("openai")).rejects.toMatchObject({ code: "unreadable" });
  });

  it.for([
    { chat: 400, code: "rejected", why: "a host that chats has no list" },
    { chat: 404, code: "not-found", why: "nothing is at the address" },
  ])("says that $why", async ({ chat, code }, { expect }) => {
    const { list } = await offering({
      "GET /v1/models": () => json({}, 404),
      "POST /v1/chat/completions": () => json({ error: "no messages" }, chat),
    });

    await expect(list("lab")).rejects.toMatchObject({ code, status: 404 });
  });

  it("refuses a list without an end", async ({ expect }) => {
    const body = `["${"x".repeat(17 * 1024 * 1024)}`;
    const { list } = await offering({
      "GET /v1/models": () => ({ type: "status", status: 200, body }),
    });

    await expect(list("openai")).rejects.toMatchObject({
      code: "unreadable",
      message: expect.stringContaining("sent a list of more than 16 MB; check openai.base_url"),
    });
  });

  it("asks again after a failure that passed", async ({ expect }) => {
    const replies = [json({ error: "later" }, 503), json(OPENAI_LIST)];
    const { list } = await offering({ "GET /v1/models": () => replies.shift() ?? json({}) });

    await expect(list("openai")).resolves.toEqual(["a", "b"]);
  });

  it("stops when it is aborted", async ({ expect }) => {
    const { list, visits } = await offering({ "GET /v1/models": () => json(OPENAI_LIST) });

    await expect(list("openai", AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
    expect(visits).toEqual([]);
  });
});

async function offering(pages: NonNullable<Parameters<typeof startProvider>[0]>["pages"] & object) {
  const provider = await startProvider({ pages });
  onTestFinished(() => provider.stop());
  return {
    visits: provider.visits,
    list: (name: string, signal?: AbortSignal) =>
      listModels(
        settingsFor(provider),
        { provider: name },
        { env: KEYS, send: createHttpSend(), sleep: () => Promise.resolve() },
        signal === undefined ? {} : { signal },
      ),
  };
}

function json(body: object, status = 200): ProviderReply {
  return { type: "status", status, body };
}
