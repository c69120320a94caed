import { describe, it } from "vitest";

import { MAX_AGE_MS } from "./cached-answer.ts";
import { type CacheFile, filesToEvict, MAX_BYTES, MAX_FILES } from "./files-to-evict.ts";

const NOW = 2_000_000_000_000;

describe("filesToEvict", () => {
  it("lets files go at the end of their day", ({ expect }) => {
    const files = [
      file("old", { at: NOW - MAX_AGE_MS }),
      file("good", { at: NOW - MAX_AGE_MS + 1 }),
      file("future", { at: NOW + 1 }),
    ];

    expect(filesToEvict(files, NOW)).toEqual(["old"]);
  });

  it("lets the oldest go when there are too many", ({ expect }) => {
    const files = Array.from({ length: MAX_FILES + 2 }, (_, index) =>
      file(`${index}`, { at: NOW - index }),
    );

    expect(filesToEvict(files, NOW)).toEqual([`${MAX_FILES}`, `${MAX_FILES + 1}`]);
  });

  it("lets the oldest go when they are too large together", ({ expect }) => {
    const files = [
      file("old", { at: NOW - 3, bytes: 1 }),
      file("middle", { at: NOW - 2, bytes: 2 }),
      file("new", { at: NOW - 1, bytes: MAX_BYTES - 2 }),
    ];

    expect(filesToEvict(files, NOW)).toEqual(["old"]);
  });

  it("leaves an empty cache alone", ({ expect }) => {
    expect(filesToEvict([], NOW)).toEqual([]);
  });
});

function file(name: string, facts: Partial<CacheFile>): CacheFile {
  return { name, at: NOW, bytes: 1, ...facts };
}
