import { describe, it } from "vitest";

import { formatKeys } from "./show-config.ts";

describe("formatKeys", () => {
  it("lines the origins up, except behind a value that is too long", ({ expect }) => {
    const shown = formatKeys([
      { key: "openai.model", value: '"日本"', origin: "a flag" },
      { key: "openai.temperature", value: "", origin: "default" },
      { key: "chat.system", value: `"${"x".repeat(50)}"`, origin: "/c:3" },
    ]);

    expect(shown).toMatchInlineSnapshot(`
      "openai.model = "日本"          # a flag
      openai.temperature is not set  # default
      chat.system = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"  # /c:3
      "
    `);
  });
});
