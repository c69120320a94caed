import { describe, it } from "vitest";

import { flagEntries } from "./flag-entries.ts";

describe("flagEntries", () => {
  it("gives what is set, 0 and false too, and nothing else", ({ expect }) => {
    const entries = flagEntries({
      general: { max_tokens: undefined },
      openai: { temperature: 0 },
      stats: { enabled: false },
    });

    expect(entries).toEqual([
      { ok: true, key: "openai.temperature", value: 0, origin: { type: "override" } },
      { ok: true, key: "stats.enabled", value: false, origin: { type: "override" } },
    ]);
  });

  it("checks values as those of any other layer", ({ expect }) => {
    expect(flagEntries({ openai: { temperature: 3 } })).toEqual([
      {
        ok: false,
        issue: {
          origin: { type: "override" },
          key: "openai.temperature",
          message: 'is 3, must be a number from 0 to 2, or "default"',
        },
      },
    ]);
  });

  it("gives lists of targets, which leave out what no flag says", ({ expect }) => {
    expect(flagEntries({ models: { cli: [{ provider: undefined, model: "m" }] } })).toEqual([
      {
        ok: true,
        key: "models.cli",
        value: [{ model: "m" }],
        origin: { type: "override" },
        parts: new Map([
          ["models.cli[0]", { type: "override" }],
          ["models.cli[0].model", { type: "override" }],
        ]),
      },
    ]);
  });

  it("takes back what lower layers say", ({ expect }) => {
    expect(flagEntries({ openai: { temperature: "default" } })).toEqual([
      { ok: true, key: "openai.temperature", value: undefined, origin: { type: "override" } },
    ]);
  });
});
