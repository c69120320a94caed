import { describe, it } from "vitest";

import { usage } from "../testing/events.ts";
import { rpm, createSnapshot } from "./snapshot.ts";

const NOW = Date.UTC(2026, 0, 1);

describe("createSnapshot", () => {
  it("is all zeros when nothing was used", ({ expect }) => {
    expect(createSnapshot([], NOW, 3600)).toEqual({
      global: { reqs: 0, sent: 0, recv: 0 },
      providers: new Map(),
      groups: [],
      rpm: 0,
      windowSeconds: 3600,
    });
  });

  it("adds up everything, each provider and each model", ({ expect }) => {
    const events = [
      usage({ at: NOW, model: "a" }),
      usage({ at: NOW, model: "b", count: 3, sent: 1, recv: 1 }),
      usage({ at: NOW, provider: "ollama", model: "a" }),
      usage({ at: NOW, model: "a" }),
      usage({ at: NOW - 3_600_000, model: "gone" }),
    ];

    const snapshot = createSnapshot(events, NOW, 3600);

    expect(snapshot.global).toEqual({ reqs: 6, sent: 31, recv: 7 });
    expect(snapshot.rpm).toBe(0.1);
    expect([...snapshot.providers.keys()]).toEqual(["openai", "ollama"]);
    expect(snapshot.providers.get("openai")?.totals).toEqual({ reqs: 5, sent: 21, recv: 5 });
    expect(snapshot.providers.get("openai")?.models).toEqual(
      new Map([
        ["a", { reqs: 2, sent: 20, recv: 4 }],
        ["b", { reqs: 3, sent: 1, recv: 1 }],
      ]),
    );
  });

  it("keeps a model named __proto__ like any other", ({ expect }) => {
    const snapshot = createSnapshot(
      [usage({ at: NOW, provider: "__proto__", model: "__proto__" })],
      NOW,
      60,
    );

    expect(snapshot.providers.get("__proto__")?.models.get("__proto__")?.reqs).toBe(1);
  });
});

describe("rpm", () => {
  it("is requests per minute over the window", ({ expect }) => {
    const events = [usage({ at: NOW, count: 9 })];

    expect(rpm(createSnapshot(events, NOW, 120))).toBe(4.5);
  });
});
