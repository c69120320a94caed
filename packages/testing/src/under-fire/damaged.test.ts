import * as fc from "fast-check";
import { describe, it } from "vitest";

import { damaged } from "./damaged.ts";

describe("damaged", () => {
  it("gives the sample itself, what is like it, and what is not like it at all", ({ expect }) => {
    const texts = fc
      .sample(damaged(["sample text"], ["WORD"]), { numRuns: 500, seed: 1 })
      .map((bytes) => Buffer.from(bytes).toString());

    expect(texts).toContain("sample text");
    expect(texts.filter((text) => text.includes("WORD"))).not.toEqual([]);
    expect(texts.filter((text) => /sample|text/.test(text)).length).toBeGreaterThan(200);
    expect(new Set(texts).size).toBeGreaterThan(300);
  });
});
