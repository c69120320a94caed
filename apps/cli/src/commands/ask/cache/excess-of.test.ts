import { describe, it } from "vitest";

import { type CacheFile, excessOf, MOST_BYTES, MOST_FILES } from "./excess-of.ts";
import { KEEP_MS } from "./kept-answer.ts";

const NOW = 2_000_000_000_000;

describe("excessOf", () => {
  it("lets files go at the end of their day", ({ expect }) => {
    const files = [
      file("old", { at: NOW - KEEP_MS }),
      file("good", { at: NOW - KEEP_MS + 1 }),
      file("future", { at: NOW + 1 }),
    ];

    expect(excessOf(files, NOW)).toEqual(["old"]);
  });

  it("lets the oldest go when there are too many", ({ expect }) => {
    const files = Array.from({ length: MOST_FILES + 2 }, (_, index) =>
      file(`${index}`, { at: NOW - index }),
    );

    expect(excessOf(files, NOW)).toEqual([`${MOST_FILES}`, `${MOST_FILES + 1}`]);
  });

  it("lets the oldest go when they are too large together", ({ expect }) => {
    const files = [
      file("old", { at: NOW - 3, bytes: 1 }),
      file("middle", { at: NOW - 2, bytes: 2 }),
      file("new", { at: NOW - 1, bytes: MOST_BYTES - 2 }),
    ];

    expect(excessOf(files, NOW)).toEqual(["old"]);
  });

  it("leaves an empty cache alone", ({ expect }) => {
    expect(excessOf([], NOW)).toEqual([]);
  });
});

function file(name: string, facts: Partial<CacheFile>): CacheFile {
  return { name, at: NOW, bytes: 1, ...facts };
}
