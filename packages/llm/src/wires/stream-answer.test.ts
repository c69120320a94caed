import type { ProviderReply, ProviderRequest } from "@hexai/testing";
import { describe, it } from "vitest";

import { connect } from "../testing/connect.ts";
import { createCircuits } from "../transport/circuits.ts";

const REQUEST = { messages: [{ role: "user", content: "?" }] } as const;
const OK: ProviderReply = { type: "answer", deltas: ["ok"] };

const REFUSALS = [
  {
    status: 422,
    body: {
      detail: [
        {
          type: "extra_forbidden",
          loc: ["body", "stream_options"],
          msg: "Extra inputs are not permitted",
        },
      ],
    },
  },
  {
    status: 400,
    body: { error: { message: "Unrecognized request argument supplied: stream_options" } },
  },
  { status: 400, body: { error: 'json: unknown field "stream_options"' } },
  { status: 400, body: { message: "include_usage is not supported" } },
  { status: 404, body: { message: "stream_options is not supported" } },
  {
    status: 500,
    body: { error: { message: "x does not support: {'stream_options': {}}", code: 500 } },
  },
  { status: 200, body: { error: { message: "Unknown field: stream_options" } } },
  { status: 400, body: "Additional properties are not allowed" },
  { status: 422, body: { detail: "Unexpected field" } },
] as const;

describe("a host that refuses to count tokens", () => {
  it.for(REFUSALS)("is asked without, at once and from then on: $body", async (row, { expect }) => {
    const { client, provider, waits } = await connect("lab", refusing("stream_options", row));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    await client.chat(REQUEST);

    expect(provider.requests.map(({ body }) => "stream_options" in body)).toEqual([
      true,
      false,
      false,
    ]);
    expect(waits).toEqual([]);
  });

  it("is known to all clients of the process", async ({ expect }) => {
    const circuits = createCircuits(() => 0);
    const respond = refusing("stream_options", REFUSALS[1]);
    const first = await connect("lab", respond, { circuits });
    await first.client.chat(REQUEST);
    const second = await connect("lab", respond, { circuits, url: first.provider.url });

    await second.client.chat(REQUEST);

    expect(first.provider.requests.map(({ body }) => "stream_options" in body)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("may do so in the place of an answer", async ({ expect }) => {
    const refused: ProviderReply = {
      type: "status",
      status: 200,
      body: { error: { code: 400, message: "stream_options is not supported" } },
    };
    const { client, provider } = await connect("lab", ({ body }) =>
      "stream_options" in body ? refused : OK,
    );

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    expect(provider.requests).toHaveLength(2);
  });

  it("is asked even when it is asked only once", async ({ expect }) => {
    const respond = refusing("stream_options", REFUSALS[0]);
    const { client } = await connect("lab", respond, { choice: { attempts: 1 } });

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
  });

  it.for([
    { status: 400, body: { error: { message: "unknown model 'tiny'" } } },
    {
      status: 400,
      body: { error: { message: "Unsupported value: 'temperature' is not supported" } },
    },
    { status: 400, body: { error: { message: "The prompt is too long" } } },
    { status: 400, body: "" },
    { status: 401, body: { error: { message: "unknown key, see stream_options" } } },
  ])("is not one that refuses something else: $body", async ({ status, body }, { expect }) => {
    const { client, provider } = await connect("lab", { type: "status", status, body });

    await expect(client.chat({ ...REQUEST, temperature: 1 })).rejects.toMatchObject({ status });
    expect(provider.requests).toHaveLength(1);
  });

  it("tells its second refusal when it has one", async ({ expect }) => {
    const { client, provider } = await connect("lab", ({ body }) =>
      "stream_options" in body
        ? { type: "status", ...REFUSALS[4] }
        : { type: "status", status: 400, body: "no such model" },
    );

    await expect(client.chat(REQUEST)).rejects.toThrow("no such model");
    await expect(client.chat(REQUEST)).rejects.toThrow("no such model");
    expect(provider.requests.map(({ body }) => "stream_options" in body)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe("a host that refuses max_tokens", () => {
  const refusal = {
    status: 400,
    body: {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      },
    },
  };

  it("is asked with max_completion_tokens, from then on", async ({ expect }) => {
    const { client, provider } = await connect("lab", refusing("max_tokens", refusal));

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    await client.chat(REQUEST);

    expect(provider.requests.map(({ body }) => body["max_completion_tokens"])).toEqual([
      undefined,
      4000,
      4000,
    ]);
  });

  it("may refuse to count tokens too", async ({ expect }) => {
    const { client, provider } = await connect("lab", (request) =>
      "max_tokens" in request.body
        ? { type: "status", ...refusal }
        : refusing("stream_options", REFUSALS[1])(request),
    );

    await expect(client.chat(REQUEST)).resolves.toMatchObject({ text: "ok" });
    expect(provider.requests).toHaveLength(3);
  });
});

function refusing(
  field: string,
  refusal: { readonly status: number; readonly body: string | object },
): (request: ProviderRequest) => ProviderReply {
  return ({ body }) => (field in body ? { type: "status", ...refusal } : OK);
}
