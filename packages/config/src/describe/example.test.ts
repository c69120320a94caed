import { join } from "node:path";

import { describe, it } from "vitest";

import { defaultConfig } from "../layers/build-config.ts";
import { fileEntries } from "../layers/file-entries.ts";
import { mergeEntries } from "../layers/merge-entries.ts";
import { SCHEMA, SETTINGS } from "../schema/schema.ts";
import type { AnySection, AnyShape } from "../schema/shape.ts";
import { describeConfig } from "./describe-config.ts";
import { starterConfig } from "./starter-config.ts";

const EXAMPLE = join(import.meta.dirname, "../../../../config.toml.example");

describe("config.toml.example", () => {
  it("is what the schema says", async ({ expect }) => {
    await expect(starterConfig()).toMatchFileSnapshot(EXAMPLE);
  });
});

describe("starterConfig", () => {
  it("changes nothing as it is", ({ expect }) => {
    const merged = mergeEntries(fileEntries({ path: "example", text: starterConfig() }));

    expect(merged).toEqual({ ok: true, config: defaultConfig(), origins: new Map() });
  });

  it("names every key once, each with its default, and no other key", ({ expect }) => {
    const settings = new Set(SETTINGS.map(({ key }) => key));

    const said = fileEntries({ path: "example", text: withoutComments() }).map((entry) =>
      entry.ok ? [entry.key, entry.value] : entry.issue,
    );

    expect(said.filter((line) => !Array.isArray(line) || settings.has(String(line[0])))).toEqual(
      SETTINGS.map(({ key, shape }) => [key, shape.default ?? shape.example]),
    );
  });

  it("is a valid configuration when everything in it is used at once", ({ expect }) => {
    const merged = mergeEntries(fileEntries({ path: "example", text: withoutComments() }));

    expect(merged).toMatchObject({ ok: true });
    expect(merged.ok && describeConfig(merged).filter(({ origin }) => !origin)).toEqual([]);
  });

  it("shows and explains every key of rows and hosts", ({ expect }) => {
    const text = starterConfig();
    const shapes = partsIn(SCHEMA);

    expect(shapes.length).toBeGreaterThan(6);
    for (const [name, shape] of shapes) {
      const row = "row" in shape ? shape.row : shape.named;
      for (const [key, { description }] of Object.entries(row)) {
        const [start = ""] = description.split("\n");
        expect(text, `${name} ${key}`).toMatch(new RegExp(`^#${key} = `, "mu"));
        expect(text, `${name} ${key}`).toContain(start);
      }
    }
  });

  it("keeps its lines short enough to be read", ({ expect }) => {
    const long = starterConfig()
      .split("\n")
      .filter((line) => line.startsWith("# ") && line.length > 125);

    expect(long).toEqual([]);
  });
});

/** The example with everything in it in use. */
function withoutComments(): string {
  return starterConfig().replaceAll(/^#(?=[\w[])/gmu, "");
}

type Part = readonly [string, Exclude<AnyShape, AnySection | { readonly rule: unknown }>];

function partsIn({ section }: AnySection): readonly Part[] {
  return Object.entries(section).flatMap(([name, shape]) => {
    if ("section" in shape) {
      return partsIn(shape);
    }
    return "rule" in shape ? [] : [[name, shape] as const];
  });
}
