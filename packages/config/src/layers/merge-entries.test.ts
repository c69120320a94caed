import * as fc from "fast-check";
import { describe, it } from "vitest";

import type { Config } from "../config.ts";
import { formatValue } from "../describe/format-value.ts";
import { SETTINGS, type Setting } from "../schema/schema.ts";
import { variableOf } from "../schema/schema.ts";
import { mistake } from "./entry.ts";
import { resetsToDefault } from "./entry.ts";
import { environmentEntries } from "./environment-entries.ts";
import { fileEntries } from "./file-entries.ts";
import type { ConfigOverrides } from "./flag-entries.ts";
import { flagEntries } from "./flag-entries.ts";
import { mergeEntries } from "./merge-entries.ts";

describe("mergeEntries", () => {
  it("lets the last layer win that sets a key, and leaves the others at their defaults", ({
    expect,
  }) => {
    const inProject = SETTINGS.filter(({ shape }) => shape.inProject && !shape.untrustedRule);
    const inEnvironment = SETTINGS.filter((setting) => variableOf(setting) !== undefined);
    fc.assert(
      fc.property(
        layerOf(SETTINGS),
        layerOf(inProject),
        layerOf(inEnvironment),
        layerOf(SETTINGS),
        (user, project, environment, flags) => {
          const merged = mergeEntries([
            ...fileEntries({ path: "/user", text: tomlOf(user) }),
            ...fileEntries({ path: "/project", text: tomlOf(project), userFile: "/user" }),
            ...environmentEntries(environmentOf(environment)),
            ...flagEntries(overridesOf(flags)),
          ]);

          expect(merged.ok ? flat(merged.config) : merged.issues).toEqual(
            expected([user, project, environment, flags]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it.for(SETTINGS)("has more than one value to try for $key", (setting, { expect }) => {
    expect(valuesFor(setting).length).toBeGreaterThan(1);
  });

  it("lets each layer replace a list of sections and a host as a whole", ({ expect }) => {
    const merged = mergeEntries([
      ...fileEntries({
        path: "/user",
        text: "[[models.cli]]\nmodel = 'a'\n[[models.cli]]\nmodel = 'b'\n[[models.chat]]\nmodel = 'c'",
      }),
      ...fileEntries({
        path: "/project",
        text: "models.chat = []\n[[models.cli]]\ntemperature = 1",
        userFile: "/user",
      }),
    ]);

    expect(merged).toMatchObject({
      ok: true,
      config: { models: { cli: [{ temperature: 1 }], chat: [] } },
    });
    expect(merged.ok && [...merged.origins.keys()]).toEqual([
      "models.cli",
      "models.cli[0]",
      "models.cli[0].temperature",
      "models.chat",
    ]);
  });

  it("says where each value comes from", ({ expect }) => {
    const merged = mergeEntries([
      ...fileEntries({ path: "/user", text: '[openai]\nmodel = "a"\ntemperature = 1' }),
      ...environmentEntries({ HEXAI_OPENAI_MODEL: "b" }),
      ...flagEntries({ stats: { enabled: false } }),
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
      ...environmentEntries({ HEXAI_STATS_ENABLED: "maybe" }),
      ...flagEntries({ openai: { temperature: 1 } }),
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

type Layer = ReadonlyMap<string, unknown>;

/** Values of all kinds. Each setting takes those that are allowed for it. */
const CANDIDATES: readonly unknown[] = [
  [0, 1, 2, 7, 0.5, 1440, true, false, "", "default"],
  ["debug", "warn", "window", "minimal", "openai", "ollama", "x", "%", ">>", "-0", "[x", "true"],
  ["a 'b' \"c\"\\", "first\nsecond é日🙂", "about {{language}}"],
  ["http://127.0.0.1:1/v1", "https://h.example"],
  [
    [],
    ["a"],
    [".", " "],
    [","],
    ["*.pem", "b/"],
    ["pass", "a,b"],
    ["?"],
    ["tokens"],
    ["requests", "cost"],
  ],
].flat();

function valuesFor({ key }: Setting): readonly unknown[] {
  return CANDIDATES.filter(
    (value) => mergeEntries(flagEntries(overridesOf(new Map([[key, value]])))).ok,
  );
}

function layerOf(settings: readonly Setting[]): fc.Arbitrary<Layer> {
  const entries = settings.map((setting) =>
    fc.option(
      fc.constantFrom(...valuesFor(setting)).map((value) => [setting.key, value] as const),
      { nil: undefined },
    ),
  );
  return fc
    .tuple(...entries)
    .map((chosen) => new Map(chosen.filter((entry) => entry !== undefined)));
}

function tomlOf(layer: Layer): string {
  return [...layer].map(([key, value]) => `${key} = ${formatValue(value)}\n`).join("");
}

function environmentOf(layer: Layer): Readonly<Record<string, string>> {
  return Object.fromEntries(
    SETTINGS.filter(({ key }) => layer.has(key)).map((setting) => [
      variableOf(setting),
      inVariable(layer.get(setting.key)),
    ]),
  );
}

function inVariable(value: unknown): string {
  return Array.isArray(value) || value === "" ? JSON.stringify(value) : String(value);
}

function overridesOf(layer: Layer): ConfigOverrides {
  return nestedOf([...layer].map(([key, value]) => ({ path: key.split("."), value })));
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

function nestedOf(leaves: readonly Leaf[]): object {
  const names = new Set(leaves.map(({ path }) => path[0] ?? ""));
  return Object.fromEntries(
    [...names].map((name) => {
      const inside = leaves.filter(({ path }) => path[0] === name);
      const leaf = inside.find(({ path }) => path.length === 1);
      const inner = inside.map(({ path, value }) => ({ path: path.slice(1), value }));
      return [name, leaf === undefined ? nestedOf(inner) : leaf.value];
    }),
  );
}

/** The values of all settings by key, without those that are absent. */
function flat(config: Config): Layer {
  const valueAt = (key: string) =>
    key.split(".").reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), config);
  return new Map(
    SETTINGS.map(({ key }) => [key, valueAt(key)] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** What must come out: of each key the last value, else the default; of one that is taken back, none. */
function expected(layers: readonly Layer[]): Layer {
  return new Map(
    SETTINGS.map(({ key, shape }) => {
      const last = layers.findLast((layer) => layer.has(key));
      const value = last === undefined ? shape.default : last.get(key);
      return [
        key,
        last !== undefined && resetsToDefault(shape, value) ? undefined : value,
      ] as const;
    }).filter(([, value]) => value !== undefined),
  );
}
