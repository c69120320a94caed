import { type Config, defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { modelNames, providerNames, roleNames } from "./completion-names.ts";

const CONFIG: Config = {
  ...defaultConfig(),
  compatible: new Map([["lab", { base_url: "http://h", model: "house:small", fim: "auto" }]]),
  models: {
    ...defaultConfig().models,
    cli: [{ provider: "openai", model: "o3" }, { provider: "ollama" }],
    chat: [{ model: "o3" }],
  },
};

describe("providerNames", () => {
  it("has the known ones and the user's own", ({ expect }) => {
    expect(providerNames(CONFIG)).toEqual(["anthropic", "lab", "ollama", "openai", "openrouter"]);
  });
});

describe("roleNames", () => {
  it("has those that a shell takes for names, in order", ({ expect }) => {
    const roles = new Map(["b", "a", "$(id)", "-x"].map((name) => [name, { model: "of-role" }]));

    expect(roleNames({ ...CONFIG, roles })).toEqual(["a", "b"]);
    expect(modelNames({ ...CONFIG, roles }, [])).toContain("of-role");
  });
});

describe("modelNames", () => {
  it("has what the configuration names and what providers listed, each once", ({ expect }) => {
    const names = modelNames(CONFIG, ["gpt-4.1", "gpt-5"]);

    expect(names).toEqual(expect.arrayContaining(["gpt-4.1", "gpt-5", "house:small", "o3"]));
    expect(names).toEqual([...new Set(names)].toSorted());
  });

  it.for(["$(id)", "a b", "-x", "a;b", "`id`", "a\nb", "~x", "*", "a'b", ""])(
    "leaves out %j, which a shell would not take for a name",
    (name, { expect }) => {
      expect(modelNames(CONFIG, [name])).toEqual(modelNames(CONFIG, []));
    },
  );
});
