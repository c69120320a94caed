import { describe, it } from "vitest";

import { fimFamilyOf, fimTokensOf } from "./fim-family.ts";

describe("fimFamilyOf", () => {
  it.for([
    {
      models: ["qwen2.5-coder:7b", "Qwen/Qwen3-Coder-30B-A3B", "qwen3-coder"],
      prompt: "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
    },
    {
      models: ["codegemma:2b", "google/codegemma-7b"],
      prompt: "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
    },
    {
      models: ["starcoder2:3b", "stable-code", "stablecode"],
      prompt: "<fim_prefix>P<fim_suffix>S<fim_middle>",
    },
    {
      models: ["deepseek-coder-v2", "deepseek-ai/deepseek-coder-6.7b-base"],
      prompt: "<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>",
    },
    {
      models: ["codellama:7b-code", "codellama/CodeLlama-13b-hf"],
      prompt: "<PRE> P <SUF>S <MID>",
    },
    { models: ["codestral:22b", "mistralai/Codestral-22B-v0.1"], prompt: "[SUFFIX]S[PREFIX] P" },
  ])("asks $models in the words of their family", ({ models, prompt }, { expect }) => {
    expect(models.map((model) => fimFamilyOf(model)?.promptOf("P", "S"))).toEqual(
      models.map(() => prompt),
    );
  });

  it.for(["llama3.2", "gpt-4.1", "qwen2.5:7b", "codellama:34b-code", "codellama:7b-python", ""])(
    "knows no marks of %j",
    (model, { expect }) => {
      expect(fimFamilyOf(model)).toBeUndefined();
    },
  );
});

describe("fimTokensOf", () => {
  it("has the marks and stops of the family alone: <PRE> is HTML to the others", ({ expect }) => {
    expect(fimTokensOf("codellama")).toContain("<PRE>");
    expect(fimTokensOf("qwen2.5-coder")).toContain("<|im_end|>");
    expect(fimTokensOf("qwen2.5-coder")).not.toContain("<PRE>");
  });

  it("has what is nobody's ordinary text for an unknown family", ({ expect }) => {
    expect(fimTokensOf("my-tune")).toEqual(
      expect.arrayContaining(["<|fim_prefix|>", "<fim_suffix>", "<｜fim▁hole｜>"]),
    );
    expect(fimTokensOf("my-tune")).not.toContain("[PREFIX]");
  });
});
