import { ChatError } from "@hexai/chat";
import { describe, it, vi } from "vitest";

import { connect } from "../testing/connect.ts";
import { createCircuits } from "./circuits.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Access, sendRequest } from "./send-request.ts";

const REQUEST = { messages: [{ role: "user", text: "?" }] } as const;

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
    const exchange = vi.fn<(access: Access) => Promise<never>>(async ({ begin }) => {
      begin();
      throw new ChatError("unavailable", "in the middle");
    });

    await expect(sendRequest(endpoint(), undefined, exchange)).rejects.toThrow("in the middle");
    expect(exchange).toHaveBeenCalledTimes(1);
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
});

function endpoint(): Endpoint {
  const target = {
    provider: "p",
    model: "m",
    baseUrl: "http://p.test",
    section: "p",
    addressSetting: "p.base_url",
    key: undefined,
  };
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
