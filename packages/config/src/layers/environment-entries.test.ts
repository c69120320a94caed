import { describe, it } from "vitest";

import { formatConfigIssue } from "../describe/config-issue.ts";
import { environmentEntries, type Environment } from "./environment-entries.ts";

describe("environmentEntries", () => {
  it.for([
    { variable: "HEXAI_MAX_TOKENS", text: "100", key: "general.max_tokens", value: 100 },
    { variable: "HEXAI_REQUEST_TIMEOUT", text: "0.5", key: "general.request_timeout", value: 0.5 },
    { variable: "HEXAI_LOG_LEVEL", text: "debug", key: "logging.level", value: "debug" },
    { variable: "HEXAI_PROVIDER", text: "openai", key: "provider.name", value: "openai" },
    { variable: "HEXAI_OPENAI_MODEL", text: " 4 ", key: "openai.model", value: "4" },
    {
      variable: "HEXAI_OPENAI_BASE_URL",
      text: "http://127.0.0.1:1/v1",
      key: "openai.base_url",
      value: "http://127.0.0.1:1/v1",
    },
    { variable: "HEXAI_OPENAI_TEMPERATURE", text: "0", key: "openai.temperature", value: 0 },
    { variable: "HEXAI_STATS_WINDOW_MINUTES", text: "1e1", key: "stats.window_minutes", value: 10 },
    { variable: "HEXAI_STATS_ENABLED", text: "false", key: "stats.enabled", value: false },
    { variable: "HEXAI_STATS_ENABLED", text: "0", key: "stats.enabled", value: false },
    { variable: "HEXAI_STATS_ENABLED", text: "ON", key: "stats.enabled", value: true },
    {
      variable: "HEXAI_OPENAI_TEMPERATURE",
      text: "default",
      key: "openai.temperature",
      value: undefined,
    },
    { variable: "HEXAI_PROVIDER", text: '""', key: "provider.name", value: undefined },
    { variable: "HEXAI_INLINE_OPEN", text: '""', key: "inline.inline_open", value: "" },
    { variable: "HEXAI_CHAT_PREFIXES", text: "?, !", key: "chat.chat_prefixes", value: ["?", "!"] },
    { variable: "HEXAI_CHAT_PREFIXES", text: "[]", key: "chat.chat_prefixes", value: [] },
    {
      variable: "HEXAI_TRIGGER_CHARACTERS",
      text: '[",", " "]',
      key: "triggers.trigger_characters",
      value: [",", " "],
    },
    {
      variable: "HEXAI_IGNORE_EXTRA_PATTERNS",
      text: "[ab]*.log,*.pem",
      key: "ignore.extra_patterns",
      value: ["[ab]*.log", "*.pem"],
    },
    {
      variable: "HEXAI_PROMPTS_CLI_DEFAULT_SYSTEM",
      text: '""',
      key: "prompts.cli.default_system",
      value: "",
    },
  ])("reads $variable=$text as $key = $value", ({ variable, text, key, value }, { expect }) => {
    expect(environmentEntries({ [variable]: text })).toEqual([
      { ok: true, key, value, origin: { type: "environment", variable } },
    ]);
  });

  it.for([
    { variable: "HEXAI_MAX_TOKENS", text: "", why: "it is empty" },
    { variable: "HEXAI_MAX_TOKENS", text: " \t", why: "it is blank" },
    { variable: "HEXAI_MAX_TOKENS", text: undefined, why: "it is not set" },
    { variable: "HEXAI_OPENAI_API_KEY", text: "x", why: "keys are not settings" },
    { variable: "HEXAI_OPENAI_API_KEY_COMMAND", text: "x", why: "commands come from the file" },
    { variable: "HEXAI_TMUX_STATUS", text: "0", why: "it is for the status line" },
    { variable: "HEXAI_EDITOR", text: "vi", why: "it is for the terminal" },
    { variable: "MAX_TOKENS", text: "1", why: "it is somebody else's" },
    { variable: "__proto__", text: "1", why: "it is a name like any other" },
  ])("leaves $variable=$text alone: $why", ({ variable, text }, { expect }) => {
    expect(environmentEntries({ [variable]: text })).toEqual([]);
  });

  it.for([
    {
      variable: "HEXAI_MAX_TOKENS",
      text: "many",
      line: 'HEXAI_MAX_TOKENS: is "many", must be a whole number from 1 to 1000000',
    },
    {
      variable: "HEXAI_MAX_TOKENS",
      text: "-5",
      line: 'HEXAI_MAX_TOKENS: is "-5", must be a whole number from 1 to 1000000',
    },
    {
      variable: "HEXAI_OPENAI_TEMPERATURE",
      text: "Infinity",
      line: 'HEXAI_OPENAI_TEMPERATURE: is "Infinity", must be a number from 0 to 2, or "default"',
    },
    {
      variable: "HEXAI_STATS_ENABLED",
      text: "maybe",
      line: 'HEXAI_STATS_ENABLED: is "maybe", must be true or false',
    },
    {
      variable: "HEXAI_OPENAI_OPTIONS",
      text: "{ seed = 5 }",
      line: 'HEXAI_OPENAI_OPTIONS: must be a table written as JSON, as in {"NAME": "VALUE"}',
    },
    {
      variable: "HEXAI_OPENAI_OPTIONS",
      text: '{"a": null}',
      line: "HEXAI_OPENAI_OPTIONS: must have a value for a, which is null; leave it out",
    },
    {
      variable: "HEXAI_OPENAI_OPTIONS",
      text: '{"n": 5}',
      line: "HEXAI_OPENAI_OPTIONS: must not have n, which Hexai sets itself",
    },
    {
      variable: "HEXAI_LOG_LEVL",
      text: "debug",
      line: "HEXAI_LOG_LEVL: is not known, did you mean HEXAI_LOG_LEVEL?",
    },
  ])("says $line", ({ variable, text, line }, { expect }) => {
    expect(issuesOf({ [variable]: text })).toEqual([line]);
  });
});

function issuesOf(environment: Environment): readonly string[] {
  return environmentEntries(environment).flatMap((entry) =>
    entry.ok ? [] : [formatConfigIssue(entry.issue)],
  );
}
