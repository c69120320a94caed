import { describe, it } from "vitest";

import { formatCachedModels, isFresh, parseCachedModels } from "./cached-models.ts";

const DAY_MS = 86_400_000;

describe("parseCachedModels", () => {
  it("reads what was written", ({ expect }) => {
    const kept = { at: 5, names: ["a", "日本"] };

    expect(parseCachedModels(formatCachedModels(kept))).toEqual(kept);
  });

  it.for([
    { text: "", why: "nothing" },
    { text: '{"version":1,"at":5,"na', why: "half a file" },
    { text: "null", why: "no object" },
    { text: '{"version":2,"at":5,"names":[]}', why: "another version" },
    { text: '{"version":1,"at":"5","names":[]}', why: "a time that is none" },
    { text: '{"version":1,"at":5,"names":[1]}', why: "a name that is none" },
    { text: '{"version":1,"at":5}', why: "no names" },
  ])("does not understand $why", ({ text }, { expect }) => {
    expect(parseCachedModels(text)).toBeUndefined();
  });
});

describe("isFresh", () => {
  it.for([
    { age: 0, fresh: true },
    { age: DAY_MS - 1, fresh: true },
    { age: DAY_MS, fresh: false },
    { age: -1, fresh: false },
  ])("is $fresh after $age ms", ({ age, fresh }, { expect }) => {
    expect(isFresh({ at: 1000, names: [] }, 1000 + age)).toBe(fresh);
  });
});
