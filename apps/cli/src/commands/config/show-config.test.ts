import { describe, it } from "vitest";

import { formatKeys } from "./show-config.ts";

describe("formatKeys", () => {
  it("lines the places up, except behind a value that is too long", ({ expect }) => {
    const shown = formatKeys([
      { key: "openai.model", value: '"日本"', place: "a flag" },
      { key: "openai.temperature", value: "", place: "default" },
      { key: "chat.system", value: `"${"x".repeat(50)}"`, place: "/c:3" },
    ]);

    expect(shown).toMatchInlineSnapshot(`
      "openai.model = "日本"          # a flag
      openai.temperature is not set  # default
      chat.system = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"  # /c:3
      "
    `);
  });
});
