import * as v from "valibot";
import { describe, it } from "vitest";

import { SETTINGS } from "./schema.ts";
import { variableOf } from "./schema.ts";

describe("SETTINGS", () => {
  it.for(SETTINGS)("$key shows users a value that is valid", ({ shape }, { expect }) => {
    expect(v.is(shape.rule, shape.default ?? shape.example)).toBe(true);
  });

  it.for(SETTINGS)("$key has a default or may be absent", ({ shape }, { expect }) => {
    expect(shape.isRequired).toBeUndefined();
  });

  it("let a project change what is asked, and of which host, and nothing else", ({ expect }) => {
    const refused = SETTINGS.filter(({ shape }) => !shape.inProject).map(({ key }) => key);

    expect(refused).toEqual([
      "general.request_timeout",
      "provider.name",
      ...["openai", "anthropic", "openrouter", "ollama"].flatMap((provider) => [
        `${provider}.base_url`,
        `${provider}.options`,
        `${provider}.api_key_command`,
      ]),
      "inline.inline_open",
      "inline.inline_close",
      "chat.chat_suffix",
      "chat.chat_prefixes",
      "tmux.custom_menu_hotkey",
      "logging.level",
      "logging.log_preview_limit",
      "stats.window_minutes",
      "stats.enabled",
      "stats.show",
      "stats.budget_usd",
      "history.enabled",
      "history.days",
      "history.max_mb",
    ]);
  });
});

describe("variableOf", () => {
  it("gives every key a variable of its own, but none to secrets", ({ expect }) => {
    const variables = SETTINGS.map(variableOf);
    const named = variables.filter((variable) => variable !== undefined);

    expect(new Set(named).size).toBe(named.length);
    expect(variables.length - named.length).toBe(4);
  });

  it.for([
    { key: "general.max_tokens", variable: "HEXAI_MAX_TOKENS", why: "the key says enough" },
    { key: "logging.level", variable: "HEXAI_LOG_LEVEL", why: "it is not regular" },
    { key: "provider.name", variable: "HEXAI_PROVIDER", why: "it is not regular" },
    { key: "ollama.base_url", variable: "HEXAI_OLLAMA_BASE_URL", why: "the section is needed" },
    {
      key: "prompts.cli.explain_system",
      variable: "HEXAI_PROMPTS_CLI_EXPLAIN_SYSTEM",
      why: "both are",
    },
    { key: "openai.api_key_command", variable: undefined, why: "it leads to a key" },
  ])("calls that of $key $variable: $why", ({ key, variable }, { expect }) => {
    expect(SETTINGS.filter((setting) => setting.key === key).map(variableOf)).toEqual([variable]);
  });
});
