import * as fc from "fast-check";
import { describe, it } from "vitest";

import type { ConfigOverrides } from "./config.ts";
import { entriesOfEnvironment } from "./entries-of-environment.ts";
import { entriesOfFile } from "./entries-of-file.ts";
import { entriesOfOverrides } from "./entries-of-overrides.ts";
import { mistake } from "./entry.ts";
import { mergeEntries } from "./merge-entries.ts";
import { SETTINGS } from "./schema.ts";

describe("mergeEntries", () => {
  it("lets the last layer win that sets a key, and leaves the others at their defaults", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        anything(),
        allowedInProject(),
        anything(),
        anything(),
        (user, project, environment, flags) => {
          const merged = mergeEntries([
            ...entriesOfFile({ path: "/user", text: tomlOf(user) }),
            ...entriesOfFile({ path: "/project", text: tomlOf(project), userPlace: "/user" }),
            ...entriesOfEnvironment(environmentOf(environment)),
            ...entriesOfOverrides(flags),
          ]);

          // An empty variable is not set, so it does not take back what a file says.
          const layers = [flat(user), flat(project), withoutEmpty(flat(environment)), flat(flags)];
          expect(merged.ok && flat(merged.config)).toEqual(expected(layers));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says where each value comes from", ({ expect }) => {
    const merged = mergeEntries([
      ...entriesOfFile({ path: "/user", text: '[openai]\nmodel = "a"\ntemperature = 1' }),
      ...entriesOfEnvironment({ HEXAI_OPENAI_MODEL: "b" }),
      ...entriesOfOverrides({ stats: { enabled: false } }),
    ]);

    expect(merged).toMatchObject({
      ok: true,
      origins: new Map([
        ["openai.model", { type: "environment", variable: "HEXAI_OPENAI_MODEL" }],
        ["openai.temperature", { type: "file", file: "/user", line: 3 }],
        ["stats.enabled", { type: "override" }],
      ]),
    });
  });

  it("gives all issues and no configuration when any layer has one", ({ expect }) => {
    const merged = mergeEntries([
      mistake({ type: "file", file: "/user" }, undefined, "is a directory"),
      ...entriesOfEnvironment({ HEXAI_STATS_ENABLED: "maybe" }),
      ...entriesOfOverrides({ openai: { temperature: 1 } }),
    ]);

    expect(merged).toEqual({
      ok: false,
      issues: [
        { origin: { type: "file", file: "/user" }, message: "is a directory" },
        {
          origin: { type: "environment", variable: "HEXAI_STATS_ENABLED" },
          key: "stats.enabled",
          message: 'is "maybe", must be true or false',
        },
      ],
    });
  });
});

const none = { requiredKeys: [] };

/** What any layer but a project's may say: any of the settings, each with a valid value. */
function anything(): fc.Arbitrary<ConfigOverrides> {
  return fc.record(
    {
      general: fc.record({ max_tokens: tokens(), request_timeout: fc.nat({ max: 86_400 }) }, none),
      logging: fc.record({ level: fc.constantFrom("debug", "info", "warn", "error") }, none),
      provider: fc.record({ name: fc.constantFrom("", "openai", `own: 'x' "y" \\`) }, none),
      openai: fc.record(
        { model: model(), base_url: fc.webUrl(), temperature: temperature() },
        none,
      ),
      stats: fc.record(
        { window_minutes: fc.integer({ min: 1, max: 1440 }), enabled: fc.boolean() },
        none,
      ),
    },
    none,
  );
}

function allowedInProject(): fc.Arbitrary<ConfigOverrides> {
  return fc.record(
    {
      general: fc.record({ max_tokens: tokens() }, none),
      openai: fc.record({ model: model(), temperature: temperature() }, none),
    },
    none,
  );
}

function tokens(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 1_000_000 });
}

function model(): fc.Arbitrary<string> {
  return fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== "");
}

function temperature(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 2, noNaN: true }).map((number) => number + 0);
}

/** The values of a layer or a configuration by key. */
function flat(layer: ConfigOverrides): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(layer).flatMap(([section, values]) =>
      Object.entries(values).map(([name, value]) => [`${section}.${name}`, value] as const),
    ),
  );
}

function tomlOf(layer: ConfigOverrides): string {
  return [...flat(layer)].map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join("");
}

function environmentOf(layer: ConfigOverrides): Readonly<Record<string, string>> {
  const values = flat(layer);
  return Object.fromEntries(
    SETTINGS.filter(({ key }) => values.has(key)).map(({ key, variable }) => [
      variable,
      String(values.get(key)),
    ]),
  );
}

/** What must come out: of each key the last value, else the default; an empty one stands for none. */
function expected(layers: readonly ReadonlyMap<string, unknown>[]): ReadonlyMap<string, unknown> {
  return new Map(
    SETTINGS.map((setting) => {
      const last = layers.findLast((layer) => layer.has(setting.key));
      return [setting.key, last === undefined ? setting.default : last.get(setting.key)] as const;
    }).filter(([, value]) => value !== "" && value !== undefined),
  );
}

function withoutEmpty(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map([...values].filter(([, value]) => value !== ""));
}
