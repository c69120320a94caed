import { describe, it } from "vitest";

import { mergeEvents } from "./merge-events.ts";
import type { StoredEvent, UsageEvent } from "./usage-event.ts";

const EVENT = { ts: "2026-01-01T00:00:00.000Z", provider: "p", model: "m", sent: 1, recv: 2 };

describe("mergeEvents", () => {
  it("adds up what is known, and counts the requests that told their tokens", ({ expect }) => {
    const one = {
      ...EVENT,
      program: "hexai",
      vendor: "openrouter",
      input_tokens: 5,
      output_tokens: 1,
      cost_usd: 0.25,
    };
    const three = { ...one, count: 3, token_reqs: 3, input_tokens: 15, cost_usd: 0.5 };

    expect(merged(one, three)).toEqual({
      ...one,
      sent: 2,
      recv: 4,
      count: 4,
      input_tokens: 20,
      output_tokens: 2,
      token_reqs: 4,
      cost_usd: 0.75,
    });
  });

  it.for([
    { a: { note: "x" }, b: { note: "x" }, left: { note: "x" }, why: "equal in both" },
    { a: { note: "x" }, b: { note: "y" }, left: {}, why: "of two values" },
    {
      a: { note: 7 },
      b: { note: 7 },
      left: { note: 7 },
      why: "an equal number, which is not added",
    },
    { a: { note: "x" }, b: {}, left: {}, why: "in one alone" },
    {
      a: { o: { x: 1, y: [2] } },
      b: { o: { y: [2], x: 1 } },
      left: { o: { x: 1, y: [2] } },
      why: "equal in another order",
    },
    { a: { o: [] }, b: { o: {} }, left: {}, why: "empty in two ways" },
    { a: { o: { x: undefined } }, b: { o: { y: undefined } }, left: {}, why: "with other names" },
    { a: { note: null }, b: { note: null }, left: { note: null }, why: "null in both" },
  ])("handles a field that nobody knows: $why", ({ a, b, left }, { expect }) => {
    expect(merged({ ...EVENT, ...a }, { ...EVENT, ...b })).toEqual({
      ...EVENT,
      sent: 2,
      recv: 4,
      count: 2,
      ...left,
    });
  });

  it("compares values that are nested more deeply than the stack can hold", ({ expect }) => {
    expect(merged({ ...EVENT, deep: deep("1") }, { ...EVENT, deep: deep("1") })).toHaveProperty(
      "deep",
    );
    expect(merged({ ...EVENT, deep: deep("1") }, { ...EVENT, deep: deep("2") })).not.toHaveProperty(
      "deep",
    );
  });

  it("keeps a sum of costs a number that JSON has", ({ expect }) => {
    const dear = { ...EVENT, cost_usd: Number.MAX_SAFE_INTEGER };

    expect(merged(dear, dear)["cost_usd"]).toBe(Number.MAX_SAFE_INTEGER);
  });
});

function merged(a: StoredEvent, b: StoredEvent): StoredEvent {
  return mergeEvents(eventOf(a), eventOf(b)).stored;
}

function eventOf(stored: StoredEvent): UsageEvent {
  return { at: Date.parse(stored.ts), stored };
}

/** JSON with so many lists around `last`. */
function deep(last: string): unknown {
  return JSON.parse(`${"[".repeat(5_000)}${last}${"]".repeat(5_000)}`);
}
