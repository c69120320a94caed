import { describe, it } from "vitest";

import { capabilitiesOf } from "./model-capabilities.ts";

describe("capabilitiesOf", () => {
  it.for([
    "gpt-5",
    "gpt-5-mini",
    "gpt-5.1",
    "gpt-6",
    "gpt-10-nano",
    "o1",
    "o3-mini",
    "o4-mini-2025-04-16",
    "openai/gpt-5-mini",
    "ft:gpt-5-mini:acme::x",
    "GPT-5",
  ])("asks %s as a model that thinks", (model, { expect }) => {
    expect(capabilitiesOf(model)).toMatchObject({ temperature: false, completionTokens: true });
  });

  it.for([
    "gpt-4.1",
    "gpt-4o",
    "gpt-3.5-turbo",
    "gpt-5-chat-latest",
    "omni-moderation",
    "olmo-2",
    "qwen2.5-coder:latest",
    "",
  ])("asks %j plainly", (model, { expect }) => {
    expect(capabilitiesOf(model)).toMatchObject({ temperature: true, completionTokens: false });
  });

  it("keeps the temperature from a search model, and nothing else", ({ expect }) => {
    expect(capabilitiesOf("gpt-4o-mini-search-preview")).toMatchObject({
      temperature: false,
      completionTokens: false,
    });
  });
});
