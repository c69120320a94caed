import { describe, it } from "vitest";

import { conversationsToEvict } from "./to-evict.ts";

const DAY_MS = 86_400_000;
const LIMITS = { days: 30, max_mb: 1 };

describe("conversationsToEvict", () => {
  it.for([
    { files: [file("new", 0), file("day", 29)], gone: [], why: "all were used lately" },
    { files: [file("old", 30), file("new", 0)], gone: ["old"], why: "nobody used it for 30 days" },
    { files: [file("old", 99)], gone: [], why: "the last one stays" },
    {
      files: [file("a", 3, 600_000), file("b", 2, 300_000), file("c", 1, 300_000)],
      gone: ["a"],
      why: "together they are too large, and it was used longest ago",
    },
    {
      files: [file("a", 2, 10), file("b", 1, 2_000_000)],
      gone: ["a"],
      why: "the last one is too large alone",
    },
    { files: [file("a", -5), file("b", 31)], gone: ["b"], why: "a time in the future is now" },
  ])("removes $gone: $why", ({ files, gone }, { expect }) => {
    const evicted = conversationsToEvict(files, LIMITS, 100 * DAY_MS);

    expect(evicted.map(({ id }) => id)).toEqual(gone);
  });
});

function file(id: string, daysAgo: number, bytes = 0) {
  return { id, bytes, usedAt: (100 - daysAgo) * DAY_MS };
}
