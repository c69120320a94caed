import { describe, it } from "vitest";

import { formatConfigIssue } from "../describe/config-issue.ts";
import { editorEntries } from "./editor-entries.ts";

const USER_PLACE = "/home/me/config.toml";

describe("editorEntries", () => {
  it("takes sections as they are in the file", ({ expect }) => {
    const said = { general: { max_tokens: 5 }, triggers: { trigger_characters: ["."] } };

    expect(editorEntries(said, USER_PLACE)).toEqual([
      { ok: true, key: "general.max_tokens", value: 5, origin: { type: "editor" } },
      { ok: true, key: "triggers.trigger_characters", value: ["."], origin: { type: "editor" } },
    ]);
  });

  it.for([
    { said: undefined },
    { said: null },
    { said: {} },
    { said: { general: null } },
    { said: { general: { max_tokens: null } } },
  ])("takes $said for nothing", ({ said }, { expect }) => {
    expect(editorEntries(said, USER_PLACE)).toEqual([]);
  });

  it.for([
    {
      said: { openai: { base_url: "http://evil" } },
      line: "openai.base_url: may not be set by the editor, must be set in /home/me/config.toml",
    },
    {
      said: { openai: { api_key_command: ["evil"] } },
      line: "openai.api_key_command: may not be set by the editor, must be set in /home/me/config.toml",
    },
    {
      said: { compatible: { lab: { base_url: "http://evil", model: "m" } } },
      line: "compatible.lab: may not be set by the editor, must be set in /home/me/config.toml",
    },
    {
      said: { stats: { enabled: false } },
      line: "stats.enabled: may not be set by the editor, must be set in /home/me/config.toml",
    },
    {
      said: { general: { max_token: 5 } },
      line: "general.max_token: is not known, did you mean general.max_tokens?",
    },
    {
      said: { general: { max_tokens: "5" } },
      line: 'general.max_tokens: is "5", must be a whole number from 1 to 1000000',
    },
    { said: { general: 5 }, line: "general: is not a section, must be written as [general]" },
    {
      said: { ignore: { gitignore: false } },
      line: "ignore.gitignore: is false, can only be switched off by the user, must be true",
    },
    { said: 5, line: "must be an object of sections" },
    { said: [5], line: "must be an object of sections" },
  ])("says $line", ({ said, line }, { expect }) => {
    const lines = editorEntries(said, USER_PLACE).map((entry) =>
      entry.ok ? "" : formatConfigIssue(entry.issue),
    );

    expect(lines).toEqual([`the editor's settings: ${line}`]);
  });

  it.for([
    { said: { chat: { chat_prefixes: ["?"] } } },
    { said: { inline: { inline_open: "<" } } },
    { said: { provider: { name: "ollama" } } },
    { said: { logging: { level: "debug" } } },
  ])("lets the editor say $said, which a project may not", ({ said }, { expect }) => {
    expect(editorEntries(said, USER_PLACE)).toMatchObject([{ ok: true }]);
  });

  it("is not led astray by a name of JavaScript's", ({ expect }) => {
    const said: unknown = JSON.parse('{ "__proto__": { "general": 1 }, "constructor": {} }');

    expect(editorEntries(said, USER_PLACE)).toMatchObject([{ ok: false }, { ok: false }]);
  });

  it("survives any depth", ({ expect }) => {
    const said: unknown = JSON.parse(`${'{"general":'.repeat(5_000)}1${"}".repeat(5_000)}`);

    expect(editorEntries(said, USER_PLACE)).toMatchObject([{ ok: false }]);
  });
});
