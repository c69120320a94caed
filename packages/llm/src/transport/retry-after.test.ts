import { describe, it } from "vitest";

import { retryAfterMsOf } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const IN_9_S = "Thu, 01 Jan 2026 00:00:09 GMT";

describe("retryAfterMsOf", () => {
  it.for([
    { headers: {}, ms: undefined, why: "nothing" },
    { headers: { "retry-after": "" }, ms: undefined, why: "an empty header" },
    { headers: { "retry-after": "7" }, ms: 7000, why: "seconds" },
    { headers: { "retry-after": " 0.5 " }, ms: 500, why: "half a second" },
    { headers: { "retry-after": "-7" }, ms: 0, why: "a number below zero, which is an old date" },
    { headers: { "retry-after": IN_9_S }, ms: 9000, why: "a date, by our own clock" },
    {
      headers: { "retry-after": IN_9_S, date: "Thu, 01 Jan 2026 00:00:07 GMT" },
      ms: 2000,
      why: "a date, by the provider's clock",
    },
    {
      headers: { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" },
      ms: 0,
      why: "a date that is over",
    },
    { headers: { "retry-after": "soon" }, ms: undefined, why: "nonsense" },
  ])("reads $ms out of $why", ({ headers, ms }, { expect }) => {
    expect(retryAfterMsOf(headers, NOW)).toBe(ms);
  });
});
