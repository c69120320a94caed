import { describe, it } from "vitest";

import { agreementOf } from "./agreement.ts";

describe("agreementOf", () => {
  it.for([
    { typed: "", written: "", agreement: "unknown", why: "nothing is there yet" },
    { typed: "a", written: "", agreement: "unknown", why: "the model has not begun" },
    { typed: "", written: "ab", agreement: "agrees", why: "nothing was typed" },
    { typed: "a", written: "ab", agreement: "agrees", why: "the user types what it wrote" },
    { typed: "ab", written: "ab", agreement: "unknown", why: "the user is as far as the model" },
    { typed: "abc", written: "ab", agreement: "unknown", why: "the user is ahead" },
    { typed: "b", written: "ab", agreement: "contradicts", why: "something else was typed" },
    { typed: "ac", written: "ab", agreement: "contradicts", why: "it differs at its end" },
    { typed: "bcd", written: "ab", agreement: "contradicts", why: "ahead with something else" },
  ] as const)("$agreement between $typed and $written: $why", (row, { expect }) => {
    expect(agreementOf(row.typed, row.written)).toBe(row.agreement);
  });
});
