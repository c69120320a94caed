import { describe, it } from "vitest";

import { SETTINGS } from "../schema/schema.ts";
import { resetsToDefault } from "./entry.ts";

describe("resetsToDefault", () => {
  it.for([
    { key: "openai.temperature", value: "default", is: true, why: "it has no default" },
    { key: "openai.temperature", value: "", is: true, why: "nothing is empty but that" },
    { key: "openai.temperature", value: 0, is: false, why: "0 is a temperature" },
    { key: "provider.name", value: "", is: true, why: "no provider has no name" },
    { key: "openai.api_key_command", value: [], is: true, why: "no command is empty" },
    { key: "prompts.chat.system", value: "", is: false, why: "an empty text is one" },
    { key: "prompts.chat.system", value: "default", is: true, why: "it has no default" },
    { key: "openai.model", value: "default", is: false, why: "some hosts call a model so" },
    { key: "inline.inline_open", value: "", is: false, why: "it may be empty" },
    { key: "ignore.extra_patterns", value: [], is: false, why: "it may be empty" },
  ])("is $is for $key = $value: $why", ({ key, value, is }, { expect }) => {
    const setting = SETTINGS.find((candidate) => candidate.key === key);

    expect(setting && resetsToDefault(setting.shape, value)).toBe(is);
  });
});
