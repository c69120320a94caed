import { describe, it } from "vitest";

import { windowLabel } from "./window-label.ts";

describe("windowLabel", () => {
  it.for([
    { seconds: 3600, text: "1h", why: "the default" },
    { seconds: 60, text: "1m", why: "the shortest window" },
    { seconds: 2700, text: "45m", why: "part of an hour" },
    { seconds: 5400, text: "90m", why: "no whole hours" },
    { seconds: 7200, text: "2h", why: "whole hours" },
    { seconds: 86_400, text: "24h", why: "the longest window" },
    { seconds: 90, text: "90s", why: "no whole minutes" },
    { seconds: 3601, text: "3601s", why: "a second too many" },
    { seconds: 3600.2, text: "1h", why: "a fraction of a second" },
    { seconds: 0, text: "0s", why: "no time" },
    { seconds: -60, text: "0s", why: "less than no time" },
    { seconds: Number.NaN, text: "0s", why: "no number" },
    { seconds: Number.POSITIVE_INFINITY, text: "0s", why: "no finite number" },
  ])("calls $seconds seconds $text: $why", ({ seconds, text }, { expect }) => {
    expect(windowLabel(seconds)).toBe(text);
  });
});
