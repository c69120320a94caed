import { ChatError } from "@hexai/chat";
import { describe, it, vi } from "vitest";

import { connect } from "../testing/connect.ts";
import { createCircuits } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Attempt, sendRequest } from "./send-request.ts";
import { TransportError, type TransportFailure } from "./transport-error.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;

describe("sendRequest", () => {
  it.for(["ETIMEDOUT", "ECONNREFUSED", "ENETUNREACH"])(
    "tells %s as no connection, and tries again",
    async (code, { expect }) => {
      let count = 0;
      const { client } = await connect(
        "openai",
        { type: "hang" },
        {
          send() {
            count += 1;
            return Promise.reject(Object.assign(new Error("no"), { code }));
          },
        },
      );

      const failed = client.chat(REQUEST);

      await expect(failed).rejects.toMatchObject({ code: "unreachable" });
      await expect(failed).rejects.toThrow(`(${code}); check the network and openai.base_url`);
      expect(count).toBe(3);
    },
  );

  it("never tries again once a part of the answer was shown", async ({ expect }) => {
    const exchange = vi.fn<(attempt: Attempt) => Promise<never>>(async ({ begin }) => {
      begin();
      throw new ChatError("unavailable", "in the middle");
    });

    await expect(sendRequest(endpoint(), undefined, exchange)).rejects.toThrow("in the middle");
    expect(exchange).toHaveBeenCalledTimes(1);
  });

  it.for([
    { status: 429, words: "Request too large: the input or output tokens must be reduced" },
    { status: 500, words: "the request exceeds the available context size" },
    { status: 413, words: "" },
  ])("sends once what is too long, which HTTP $status does not tell", async (row, { expect }) => {
    const { status, words } = row;
    const tooLong = { type: "status", status, body: { error: { message: words } } } as const;
    const { client, provider } = await connect("openai", tooLong);

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ isTooLong: true });
    expect(provider.requests).toHaveLength(1);
  });

  it("sends once when it is told to", async ({ expect }) => {
    const down = { type: "status", status: 503, body: "" } as const;
    const { client, provider, waits } = await connect("openai", down, { choice: { attempts: 1 } });

    await expect(client.chat(REQUEST)).rejects.toMatchObject({ code: "unavailable" });
    expect(provider.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it("really waits, by a real clock, when nobody passes one in", async ({ expect }) => {
    let count = 0;
    const { client } = await connect(
      "openai",
      () => {
        count += 1;
        return count === 1
          ? { type: "status", status: 503, body: "" }
          : { type: "answer", deltas: ["ok"] };
      },
      { sleep: undefined, random: undefined },
    );

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    expect(count).toBe(2);
  });

  it("stops really waiting when it is aborted", async ({ expect }) => {
    const abort = new AbortController();
    const { client, provider } = await connect(
      "openai",
      () => {
        setImmediate(() => abort.abort());
        return { type: "status", status: 429, headers: { "retry-after": "15" }, body: "" };
      },
      { sleep: undefined },
    );

    const failed = client.chat(REQUEST, { signal: abort.signal });

    await expect(failed).rejects.toMatchObject({ code: "aborted" });
    expect(provider.requests).toHaveLength(1);
  });

  it.for<{ failure: TransportFailure; idleSeconds: number; sent: number; why: string }>([
    { failure: refusal(408), idleSeconds: 60, sent: 3, why: "a 408 may pass" },
    { failure: refusal(503), idleSeconds: 60, sent: 3, why: "a 503 may pass" },
    { failure: refusal(501), idleSeconds: 60, sent: 1, why: "a 501 does not pass" },
    {
      failure: { ...refusal(429), kind: "insufficient_quota" },
      idleSeconds: 60,
      sent: 1,
      why: "waiting brings no quota",
    },
    {
      failure: { ...refusal(503), retryAfterMs: 5000 },
      idleSeconds: 3,
      sent: 1,
      why: "all attempts together end within the limit",
    },
    {
      failure: { type: "proxy", status: 407, words: "" },
      idleSeconds: 60,
      sent: 1,
      why: "a wrong login locks accounts",
    },
    { failure: { type: "proxy", status: 403, words: "" }, idleSeconds: 60, sent: 1, why: "a rule" },
    {
      failure: { type: "proxy", status: 503, words: "" },
      idleSeconds: 60,
      sent: 3,
      why: "it may pass",
    },
  ])("sends $sent times: $why", async ({ failure, idleSeconds, sent }, { expect }) => {
    const exchange = vi.fn<() => Promise<never>>().mockRejectedValue(new TransportError(failure));

    await expect(
      sendRequest({ ...endpoint(), idleSeconds }, undefined, exchange),
    ).rejects.toMatchObject({ name: "ChatError" });
    expect(exchange).toHaveBeenCalledTimes(sent);
  });

  it("waits ten seconds for connections, all attempts together", async ({ expect }) => {
    let now = 0;
    const cause = Object.assign(new Error("x"), { code: "ETIMEDOUT" });
    const exchange = vi.fn<() => Promise<never>>(async () => {
      now += 6000;
      throw new TransportError({ type: "unreachable", cause });
    });

    const failed = sendRequest({ ...endpoint(), now: () => now }, undefined, exchange);

    await expect(failed).rejects.toMatchObject({ code: "unreachable" });
    expect(exchange).toHaveBeenCalledTimes(2);
  });
});

function refusal(status: number) {
  return {
    type: "refused",
    status,
    words: "",
    kind: "",
    isWebPage: false,
    isEmpty: false,
    isByProxy: false,
    retryAfterMs: undefined as number | undefined,
  } as const;
}

function endpoint(): Endpoint {
  const target = {
    provider: "p",
    model: "m",
    baseUrl: "http://p.test",
    section: "p",
    addressSetting: "p.base_url",
    key: undefined,
    proxy: { variable: "HTTPS_PROXY", address: { scheme: "http", host: "h", port: 1 } },
  } as const;
  return {
    target,
    send: () => Promise.reject(new Error("nothing may be sent")),
    circuit: createCircuits(() => 0).of("p.test"),
    idleSeconds: 0,
    attempts: 3,
    now: () => 0,
    random: () => 0,
    sleep: () => Promise.resolve(),
  };
}
