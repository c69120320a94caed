import { describe, it } from "vitest";

import { chargeFor } from "./vendor.ts";

describe("chargeFor", () => {
  it.for([
    ["https://api.openai.com/v1", "openai"],
    ["https://API.OpenAI.com./v1", "openai"],
    ["https://api.anthropic.com/v1", "anthropic"],
    ["https://openrouter.ai/api/v1", "openrouter"],
    ["https://api.deepseek.com", "deepseek"],
    ["https://generativelanguage.googleapis.com/v1beta/openai", "google"],
    ["https://api.openai.com.example.org/v1", undefined],
    ["https://gateway.example.org/api.openai.com/v1", undefined],
    ["https://example.org/v1", undefined],
    ["http://10.0.0.7:11434", undefined],
    ["http://localhost:11434", "local"],
    ["http://models.localhost:8080", "local"],
    ["http://127.8.0.1:8080/v1", "local"],
    ["http://[::1]:8080/v1", "local"],
    ["http://localhost.example.org", undefined],
  ] as const)("knows by the address %s that %s charges", ([baseUrl, vendor], { expect }) => {
    expect(chargeFor({ baseUrl, section: "openai" }, undefined)).toEqual(
      vendor === undefined ? {} : { vendor },
    );
  });

  it.for([
    ["http://127.0.0.1:1/v1", "openrouter", 0.5],
    ["https://openrouter.ai/api/v1", "compatible.router", 0.5],
    ["https://example.org/v1", "compatible.lab", undefined],
    ["https://api.openai.com/v1", "openai", undefined],
  ] as const)(
    "takes a cost in US dollars at %s in [%s]: %s",
    ([baseUrl, section, costUsd], { expect }) => {
      expect(chargeFor({ baseUrl, section }, 0.5).costUsd).toBe(costUsd);
    },
  );
});
