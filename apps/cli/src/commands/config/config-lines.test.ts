import { describe, it } from "vitest";

import { configLines } from "./config-lines.ts";

describe("configLines", () => {
  it("lines the places up, except behind a value that is too long", ({ expect }) => {
    const shown = configLines([
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
