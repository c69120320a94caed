import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { entriesOfFile } from "./entries-of-file.ts";
import { SETTINGS } from "./schema.ts";
import { formatExample } from "./testing/format-example.ts";

const EXAMPLE = join(import.meta.dirname, "../../../config.toml.example");

describe("config.toml.example", () => {
  it("is what the schema says", async ({ expect }) => {
    await expect(formatExample()).toMatchFileSnapshot(EXAMPLE);
  });

  it("changes nothing as it is", async ({ expect }) => {
    expect(entriesOfFile({ path: "example", text: await readFile(EXAMPLE, "utf8") })).toEqual([]);
  });

  it("names every key once, each with its default, and no other key", async ({ expect }) => {
    const text = (await readFile(EXAMPLE, "utf8")).replaceAll(/^#(?=\w)/gmu, "");

    const shown = entriesOfFile({ path: "example", text }).map((entry) =>
      entry.ok ? [entry.key, entry.value] : entry.issue,
    );

    expect(shown).toEqual(
      SETTINGS.map((setting) => [setting.key, setting.default ?? setting.example]),
    );
  });
});
