import { describe, it } from "vitest";

import { SETTINGS } from "../schema/schema.ts";
import { describeSchema } from "./describe-schema.ts";
import { starterConfig } from "./starter-config.ts";

const SECTIONS = describeSchema();
const KEYS = SECTIONS.flatMap(({ header, keys }) => keys.map((key) => ({ header, ...key })));

describe("describeSchema", () => {
  it("has every key with a single value, and its variable", ({ expect }) => {
    const names = KEYS.map(({ header, name }) => `${header.replaceAll(/[[\]]/gu, "")}.${name}`);

    expect(SETTINGS.length).toBeGreaterThan(40);
    expect(names).toEqual(expect.arrayContaining(SETTINGS.map(({ key }) => key)));
    expect(KEYS.find(({ name }) => name === "max_tokens")).toEqual({
      header: "[general]",
      name: "max_tokens",
      description: "Maximum length of an answer, in tokens of the model.",
      rule: expect.stringMatching(/^must be a whole number from /u),
      default: "4000",
      variable: "HEXAI_MAX_TOKENS",
      inProject: true,
      inEditor: false,
    });
  });

  it("has rows and named sections with their keys", ({ expect }) => {
    const headers = SECTIONS.map(({ header }) => header);

    expect(headers).toEqual(
      expect.arrayContaining(["[[models.cli]]", "[compatible.NAME]", "[[tmux_action.menu]]"]),
    );
    expect(
      KEYS.filter(({ header }) => header === "[[models.cli]]").map(({ name }) => name),
    ).toEqual(["provider", "model", "temperature", "options"]);
  });

  it.for(KEYS)("says of $header $name what it does and what is allowed", (key, { expect }) => {
    expect(starterConfig()).toContain(key.description.split("\n")[0]);
    expect(key.rule).toMatch(/^must /u);
  });
});
