import { describe, it } from "vitest";

import { findKey } from "./find-key.ts";

describe("findKey", () => {
  it.for([
    { env: {}, found: undefined, why: "nothing is set" },
    { env: { B: "b" }, found: { source: "B", value: "b" }, why: "only the second is set" },
    { env: { A: "a", B: "b" }, found: { source: "A", value: "a" }, why: "the first wins" },
    { env: { A: "", B: "b" }, found: { source: "B", value: "b" }, why: "empty is unset" },
    { env: { A: " \n", B: "b" }, found: { source: "B", value: "b" }, why: "blank is unset" },
    {
      env: { A: "a\n" },
      found: { source: "A", value: "a" },
      why: "a line break is no part of a key",
    },
  ])("finds $found when $why", ({ env, found }, { expect }) => {
    expect(findKey(env, ["A", "B"])).toEqual(found);
  });
});
