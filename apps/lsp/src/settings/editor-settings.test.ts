import { describe, it } from "vitest";

import { parseEditorSettings } from "./editor-settings.ts";

const SECTIONS = ["general", "chat"];
const GENERAL = { general: { max_tokens: 5 } };

describe("parseEditorSettings", () => {
  it.for([
    { said: GENERAL, why: "sections alone" },
    { said: { hexai: GENERAL }, why: "sections under our name" },
    { said: { hexai: GENERAL, gopls: { a: 1 } }, why: "among those of other servers" },
    { said: { "hexai.general.max_tokens": 5 }, why: "dots instead of levels" },
    { said: { "general.max_tokens": 5 }, why: "without our name" },
    { said: { hexai: { "general.max_tokens": 5 } }, why: "with some levels" },
    { said: { "hexai.general": { max_tokens: 5 } }, why: "with other levels" },
  ])("understands $said: $why", ({ said }, { expect }) => {
    expect(parseEditorSettings(said, SECTIONS, { isOurs: false })).toEqual(GENERAL);
  });

  it.for([
    { said: undefined },
    { said: null },
    { said: {} },
    { said: [] },
    { said: { hexai: {} } },
    { said: { hexai: null } },
    { said: { hexai: [] } },
    { said: { gopls: { a: 1 } } },
    { said: "nonsense" },
  ])("takes $said for nothing", ({ said }, { expect }) => {
    expect(parseEditorSettings(said, SECTIONS, { isOurs: false })).toBeUndefined();
  });

  it("does not take a mistake in what is ours for somebody else's", ({ expect }) => {
    expect(parseEditorSettings({ genral: {} }, SECTIONS, { isOurs: true })).toEqual({ genral: {} });
    expect(parseEditorSettings({ hexai: { genral: {} } }, SECTIONS, { isOurs: false })).toEqual({
      genral: {},
    });
    expect(parseEditorSettings("nonsense", SECTIONS, { isOurs: true })).toBe("nonsense");
    expect(parseEditorSettings({ hexai: 5 }, SECTIONS, { isOurs: false })).toBe(5);
  });

  it("merges what is said in several ways", ({ expect }) => {
    const said = { "general.max_tokens": 5, general: { context_mode: "window" } };

    expect(parseEditorSettings(said, SECTIONS, { isOurs: true })).toEqual({
      general: { max_tokens: 5, context_mode: "window" },
    });
  });

  it("takes the dots in the name of a model for no levels", ({ expect }) => {
    const prices = { "openai:gpt-4.1": { input: 0 } };

    expect(parseEditorSettings({ hexai: { prices } }, SECTIONS, { isOurs: true })).toEqual({
      prices,
    });
  });

  it("survives names of JavaScript's and any depth", ({ expect }) => {
    const strange: unknown = JSON.parse('{ "__proto__": { "a": 1 }, "constructor.b": 2 }');
    const deep: unknown = JSON.parse(`${'{"general":'.repeat(9_000)}1${"}".repeat(9_000)}`);

    expect(parseEditorSettings(strange, SECTIONS, { isOurs: true })).toBeDefined();
    expect(parseEditorSettings(deep, SECTIONS, { isOurs: true })).toBeDefined();
    expect({}).not.toHaveProperty("a");
  });
});
