import { describe, it } from "vitest";

import type { HttpRequest, Send } from "../transport/send.ts";
import { resolveParameters, withParameters } from "./host-parameters.ts";

const PLACES = { provider: "lab", model: "tiny", section: "compatible.lab" };

describe("resolveParameters", () => {
  it("takes texts as they are, and variables without the white space around them", ({ expect }) => {
    const headers = { "X-Team": " a b ", "api-key": { env: "LAB_KEY" } };
    const query = { "api-version": "2024-10-21", sig: { env: "LAB_SIG" } };
    const env = { LAB_KEY: " SECRET\n", LAB_SIG: "a&b\nc" };

    expect(resolveParameters({ ...PLACES, headers, query }, env)).toEqual({
      headers: { "X-Team": " a b ", "api-key": "SECRET" },
      query: { "api-version": "2024-10-21", sig: "a&b\nc" },
    });
  });

  it.for([
    { env: {}, why: "is not set" },
    { env: { LAB_KEY: " " }, why: "is blank" },
  ])("says which variable $why", ({ env }, { expect }) => {
    const headers = { "api-key": { env: "LAB_KEY" } };

    expect(() => resolveParameters({ ...PLACES, headers }, env)).toThrow(
      expect.objectContaining({
        code: "misconfigured",
        provider: "lab",
        message:
          "no value for api-key in compatible.lab.headers: LAB_KEY is not set; set it, as in: export LAB_KEY=…",
      }),
    );
  });

  it.for(["SEC\nRET", "SEC\rRET", "SEC\0RET", "SECRÉT", "SEC\u007FRET"])(
    "refuses a header that cannot be sent without showing it: %j",
    (value, { expect }) => {
      const headers = { "api-key": { env: "LAB_KEY" } };

      expect(() => resolveParameters({ ...PLACES, headers }, { LAB_KEY: value })).toThrow(
        expect.objectContaining({
          code: "misconfigured",
          message:
            "the value of the header api-key in LAB_KEY holds a character that no header can hold; copy it again",
        }),
      );
    },
  );
});

describe("withParameters", () => {
  it("adds headers and a query to every request, and replaces a header of the same name", async ({
    expect,
  }) => {
    const { send, requests } = recordingSend();
    const parameters = {
      headers: { Authorization: "Basic eDp5", "api-key": "k" },
      query: { "api-version": "1 & 2" },
    };

    await withParameters(
      send,
      parameters,
    )({
      method: "GET",
      url: "http://h/v1/models?limit=3",
      headers: { authorization: "Bearer k", accept: "*/*" },
    });

    expect(requests).toEqual([
      {
        method: "GET",
        url: "http://h/v1/models?limit=3&api-version=1+%26+2",
        headers: { accept: "*/*", Authorization: "Basic eDp5", "api-key": "k" },
      },
    ]);
  });

  it("is the same function where there is nothing to add", ({ expect }) => {
    const { send } = recordingSend();

    expect(withParameters(send, {})).toBe(send);
    expect(withParameters(send, { headers: {}, query: {} })).toBe(send);
  });
});

function recordingSend(): { readonly send: Send; readonly requests: readonly HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    return { status: 200, statusText: "OK", headers: {}, body: nothing() };
  };
  return { send, requests };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty body.
}
