import { describe, it } from "vitest";

import { closestName, closestNames } from "./closest-name.ts";

const KNOWN = ["model", "base_url", "temperature", "id"];

describe("closestName", () => {
  it.for([
    { name: "modle", meant: "model", why: "two letters are swapped" },
    { name: "Temperature", meant: "temperature", why: "case does not matter" },
    { name: "base-url", meant: "base_url", why: "one letter is wrong" },
    { name: "baseURL", meant: "base_url", why: "one letter is missing" },
    { name: "mo", meant: undefined, why: "three edits are too many" },
    { name: "x", meant: undefined, why: "a short name must be nearer" },
    { name: "", meant: undefined, why: "nothing is near nothing" },
  ])("takes $name for $meant: $why", ({ name, meant }, { expect }) => {
    expect(closestName(name, KNOWN)).toBe(meant);
  });

  it.for([
    { name: "wrok", near: ["work"], why: "two letters are swapped" },
    { name: "fix", near: ["fix the bug", "fox"], why: "it is a part, or nearly the same" },
    { name: "work it", near: ["work"], why: "a part of it is the name", known: ["work", "on"] },
    { name: "20251129", near: [], why: "everything is different" },
  ])("finds $near near $name: $why", ({ name, near, known }, { expect }) => {
    const names = known ?? ["work", "a/b", "..", "fox", "fix the bug", "2026"];

    expect(closestNames(name, names, 3)).toEqual(near);
  });

  it("has no guess when nothing is known", ({ expect }) => {
    expect(closestName("model", [])).toBeUndefined();
  });
});
