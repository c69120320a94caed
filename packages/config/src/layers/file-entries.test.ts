import { describe, it } from "vitest";

import { formatConfigIssue } from "../describe/config-issue.ts";
import { editorEntries } from "./editor-entries.ts";
import { environmentEntries } from "./environment-entries.ts";
import { type ConfigFile, fileEntries } from "./file-entries.ts";
import { flagEntries } from "./flag-entries.ts";

const SECTIONS =
  "there are [general], [provider], [openai], [anthropic], [openrouter], [ollama], [compatible.NAME], [models], [roles.NAME], [completion], [triggers], [inline], [chat], [prompts], [tmux], [tmux_action], [ignore], [logging], [stats], [prices.NAME], [history]";

describe("fileEntries", () => {
  it("gives each value with its line", ({ expect }) => {
    expect(fileEntries(userFile('[openai]\n# mine\nmodel = "m"'))).toEqual([
      {
        ok: true,
        key: "openai.model",
        value: "m",
        origin: { type: "file", file: "/c.toml", line: 3 },
      },
    ]);
  });

  it.for([
    {
      text: "[general]\nmax_tokens = 0",
      line: "/c.toml:2: general.max_tokens: is 0, must be a whole number from 1 to 1000000",
    },
    {
      text: "[general]\nmax_tokens = 1.5",
      line: "/c.toml:2: general.max_tokens: is 1.5, must be a whole number from 1 to 1000000",
    },
    {
      text: '[general]\nmax_tokens = "4000"',
      line: '/c.toml:2: general.max_tokens: is "4000", must be a whole number from 1 to 1000000',
    },
    {
      text: "[general]\nmax_tokens = [1]",
      line: "/c.toml:2: general.max_tokens: is a list, must be a whole number from 1 to 1000000",
    },
    {
      text: "[general.max_tokens]",
      line: "/c.toml:1: general.max_tokens: is a section, must be a whole number from 1 to 1000000",
    },
    {
      text: "general.request_timeout = -1",
      line: "/c.toml:1: general.request_timeout: is -1, must be a number from 0 to 86400",
    },
    {
      text: "general.request_timeout = inf",
      line: "/c.toml:1: general.request_timeout: is Infinity, must be a number from 0 to 86400",
    },
    {
      text: "general.request_timeout = 2026-11-23",
      line: "/c.toml:1: general.request_timeout: is a date, must be a number from 0 to 86400",
    },
    {
      text: 'logging.level = "verbose"',
      line: '/c.toml:1: logging.level: is "verbose", must be one of debug, info, warn, error',
    },
    {
      text: 'provider.name = " "',
      line: '/c.toml:1: provider.name: is " ", must be a name in quotes, not empty and without line breaks or other control characters, or "default"',
    },
    {
      text: 'openai.model = ""',
      line: '/c.toml:1: openai.model: is "", must be a name in quotes, not empty and without line breaks or other control characters',
    },
    {
      text: 'openai.base_url = "localhost:8080"',
      line: '/c.toml:1: openai.base_url: is "localhost:8080", must be an http:// or https:// address without a user name, a password or anything after a ?',
    },
    {
      text: 'openai.base_url = "file:///etc"',
      line: '/c.toml:1: openai.base_url: is "file:///etc", must be an http:// or https:// address without a user name, a password or anything after a ?',
    },
    {
      text: 'openai.base_url = "https://me:secret@host/v1"',
      line: "/c.toml:1: openai.base_url: is an address with a login, must be an http:// or https:// address without a login: put the key into OPENAI_API_KEY",
    },
    {
      text: "openai.temperature = 2.1",
      line: '/c.toml:1: openai.temperature: is 2.1, must be a number from 0 to 2, or "default"',
    },
    {
      text: "openai.temperature = nan",
      line: '/c.toml:1: openai.temperature: is NaN, must be a number from 0 to 2, or "default"',
    },
    {
      text: "stats.window_minutes = 1441",
      line: "/c.toml:1: stats.window_minutes: is 1441, must be a whole number from 1 to 1440",
    },
    {
      text: 'stats.enabled = "yes"',
      line: '/c.toml:1: stats.enabled: is "yes", must be true or false',
    },
    {
      text: "[general]\nmax_token = 1",
      line: "/c.toml:2: general.max_token: is not known, did you mean general.max_tokens?",
    },
    {
      text: '[general]\nmodel = "m"',
      line: "/c.toml:2: general.model: is not known, did you mean openai.model?",
    },
    {
      text: "[general]\ncolour = 1",
      line: "/c.toml:2: general.colour: is not known, [general] has max_tokens, max_context_tokens, request_timeout, context_mode, context_window_lines, coding_temperature",
    },
    {
      text: "[general]\n[general.sub]\nx = 1",
      line: "/c.toml:2: general.sub: is not known, [general] has max_tokens, max_context_tokens, request_timeout, context_mode, context_window_lines, coding_temperature",
    },
    {
      text: '[opnai]\nmodel = "m"\nbase_url = "x"',
      line: "/c.toml:1: opnai: is not known, did you mean [openai]?",
    },
    {
      text: "max_tokens = 1",
      line: "/c.toml:1: max_tokens: is not known, did you mean general.max_tokens?",
    },
    {
      text: "[colours]",
      line: `/c.toml:1: colours: is not known, ${SECTIONS}`,
    },
    {
      text: "[[openai]]",
      line: "/c.toml:1: openai: is not a section, must be written as [openai]",
    },
    {
      text: "stats = true",
      line: "/c.toml:1: stats: is not a section, must be written as [stats]",
    },
    {
      text: "[__proto__]",
      line: `/c.toml:1: __proto__: is not known, ${SECTIONS}`,
    },
    {
      text: "[stats]\nconstructor = 1",
      line: "/c.toml:2: stats.constructor: is not known, [stats] has window_minutes, enabled, show, budget_usd",
    },
    {
      text: String.raw`["\u001b[2J"]`,
      line: String.raw`/c.toml:1: "\u001b[2J": is not known, ${SECTIONS}`,
    },
    {
      text: '[openai]\napi_key = "sk-1"',
      line: "/c.toml:2: openai.api_key: is not known: API keys do not belong in a file, use api_key_command or an environment variable",
    },
    {
      text: 'openai.api_key_command = "pass show openai"',
      line: '/c.toml:1: openai.api_key_command: is wrong, must be a program and its arguments, as in ["pass", "show", "lab"], or "default"',
    },
    {
      text: "openai.api_key_command = [' ', 'a']",
      line: '/c.toml:1: openai.api_key_command: is wrong, must be a program and its arguments, as in ["pass", "show", "lab"], or "default"',
    },
    {
      text: 'openai.base_url = "https://host/v1?key=1"',
      line: "/c.toml:1: openai.base_url: is an address with a query, must be an http:// or https:// address without a query or a fragment: only a [compatible.NAME] can have one, in its query",
    },
    {
      text: 'triggers.trigger_characters = [".", "::"]',
      line: '/c.toml:1: triggers.trigger_characters: has "::" as its item 2, must be a list of single characters, as in [".", ":"]',
    },
    {
      text: "ignore.extra_patterns = [[1]]",
      line: '/c.toml:1: ignore.extra_patterns: has a list as its item 1, must be a list of patterns, as in ["*.sql", "secret/"]',
    },
    {
      text: 'tmux.custom_menu_hotkey = "j"',
      line: '/c.toml:1: tmux.custom_menu_hotkey: is "j", must be one visible character other than j, k, g and G, which move the selection',
    },
    {
      text: 'prompts.code_action.simplify_user = "do {{ selecton }}"',
      line: '/c.toml:1: prompts.code_action.simplify_user: is "do {{ selecton }}", must not use {{selecton}} but only {{selection}}, {{language}}, {{file}}, did you mean {{selection}}?',
    },
    {
      text: "[prompts.cli]\nexplain = ''",
      line: "/c.toml:2: prompts.cli.explain: is not known, [prompts.cli] has default_system, explain_system",
    },
    {
      text: "[prompts.clii]",
      line: "/c.toml:1: prompts.clii: is not known, did you mean [prompts.cli]?",
    },
    {
      text: "prompts.cli = 1",
      line: "/c.toml:1: prompts.cli: is not a section, must be written as [prompts.cli]",
    },
    {
      text: "[models.cli]\nmodel = 'm'",
      line: "/c.toml:1: models.cli: is not a list of sections, must be written as [[models.cli]]",
    },
    {
      text: "models.cli = ['gpt-5']",
      line: "/c.toml:1: models.cli: is not a list of sections, must be written as [[models.cli]]",
    },
    {
      text: "[[model.cli]]\nmodel = 'm'",
      line: "/c.toml:1: model: is not known, did you mean [models]?",
    },
    {
      text: "[[models.cli]]\n[[models.cli]]\nmodle = 'm'",
      line: "/c.toml:3: models.cli[1].modle: is not known, did you mean models.cli[1].model?",
    },
    {
      text: "[[models.cli]]\ntemperature = 3",
      line: '/c.toml:2: models.cli[0].temperature: is 3, must be a number from 0 to 2, or "default"',
    },
    {
      text: "[compatible.lab]\nmodel = 'm'",
      line: "/c.toml:1: compatible.lab: has no base_url, must have one",
    },
    {
      text: "[compatible.lab]\nbase_url = 'http://h'\nmodel = 'm'\napi_key_env = 'sk-proj-1'",
      line: '/c.toml:4: compatible.lab.api_key_env: is wrong, must be the name of an environment variable in capitals, such as LAB_API_KEY, or "default"',
    },
    {
      text: "[compatible.OpenAI]",
      line: "/c.toml:1: compatible.OpenAI: is the name of a built-in provider, must be written as [openai] or have another name",
    },
    {
      text: "[compatible.'a b']",
      line: '/c.toml:1: compatible."a b": is not a valid name, must be up to 64 letters, digits, - and _',
    },
    {
      text: "[compatible]\nbase_url = 'http://h'",
      line: "/c.toml:2: compatible.base_url: is not a section, must stand in a [compatible.NAME]",
    },
    {
      text: "compatible = 1",
      line: "/c.toml:1: compatible: is not a section, must be written as [compatible.NAME]",
    },
    {
      text: "[general]\nmax_tokens",
      line: "/c.toml:2: is not TOML, column 11: expected equal (=) token",
    },
    {
      text: "[openai]\noptions = { model = 'x' }",
      line: "/c.toml:2: openai.options: must not have model, which Hexai sets itself: use model, or --model",
    },
    {
      text: "[openai.options]\na = 2026-11-29",
      line: "/c.toml:1: openai.options: must have a text in quotes for a, because JSON has no dates and times",
    },
    {
      text: "[openai]\noptions = 'low'",
      line: '/c.toml:2: openai.options: is "low", must be a table of options, as in { top_p = 0.9 }, or "default"',
    },
    {
      text: "[roles.-r]\nsystem = 's'",
      line: "/c.toml:1: roles.-r: is not a valid name, must be up to 64 letters, digits, - and _, and not begin with -",
    },
  ])("says $line", ({ text, line }, { expect }) => {
    expect(issuesOf(userFile(text))).toEqual([line]);
  });

  it.for([
    { url: "https://me:SECRET@host/v1", why: "a login" },
    { url: "me:SECRET@host/v1", why: "a login without a scheme" },
    { url: "//me:SECRET@host/v1", why: "a login behind slashes" },
    { url: "https:me:SECRET@host", why: "a login without slashes" },
    { url: "https//me:SECRET@host", why: "a login behind half a scheme" },
    { url: "htps://SECRET@host", why: "a name alone" },
    { url: "me:SECRET%40host/v1", why: "an escaped sign" },
    { url: "https://me:SECRET", why: "a login without a host" },
    { url: "host/v1?key=SECRET", why: "a query without a scheme" },
    { url: "https://host/v1?key=SECRET", why: "a query" },
    { url: "https://host/v1#SECRET", why: "a fragment" },
    { url: "host/v1&key=SECRET", why: "half a query" },
    { url: "ftp://host/keys/SECRET-0123456789", why: "a key in the path" },
  ])("tells of $why in an address without showing it", ({ url }, { expect }) => {
    const sources = [
      fileEntries(userFile(`openai.base_url = "${url}"`)),
      fileEntries(userFile(`[compatible.lab]\nmodel = "m"\nbase_url = "${url}"`)),
      environmentEntries({ HEXAI_OPENAI_BASE_URL: url }),
      editorEntries({ openai: { base_url: url } }, "/c.toml"),
      flagEntries({ openai: { base_url: url } }),
    ];

    const lines = sources
      .flat()
      .flatMap((entry) => (entry.ok ? [] : [formatConfigIssue(entry.issue)]));
    expect(lines).toHaveLength(sources.length);
    expect(lines.join("\n")).not.toContain("SECRET");
  });

  it.for([
    'openai."https://me:SECRET@host" = 1',
    '[compatible."me:SECRET@host"]',
    "openai.base_url = me:SECRET@host/v1",
    'openai.base_url = "https://me:SECRET@host',
    'openai.base_url = ["https://me:SECRET@host"]',
    '[compatible.lab]\nbase_url = "http://h"\nmodel = "m"\napi_key = "SECRET"',
  ])("shows no login that stands in the wrong place: %s", (text, { expect }) => {
    const lines = issuesOf(userFile(text));

    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain("SECRET");
  });

  it.for([
    { url: "https://me@host", place: "name the variable of the key in api_key_env" },
    { url: "https://host/?a=b", place: 'put it into query = { NAME = "…" }' },
  ])("says where what is in $url belongs", ({ url, place }, { expect }) => {
    const text = `[compatible.lab]\nmodel = "m"\nbase_url = "${url}"`;

    expect(issuesOf(userFile(text)).join()).toContain(place);
  });

  it("takes headers and a query, as an inline table or a section, under any name", ({ expect }) => {
    const text = `[compatible.lab]
base_url = "http://h"
model = "m"
headers = { "X-Team" = "a b", api-key = { env = "LAB_KEY" }, __proto__ = "p" }
[compatible.lab.query]
api-version = "2024-10-21"
sig = { env = "LAB_SIGNATURE" }`;

    const [entry] = fileEntries(userFile(text));

    expect(entry).toMatchObject({
      ok: true,
      value: { query: { "api-version": "2024-10-21", sig: { env: "LAB_SIGNATURE" } } },
    });
    expect(entry?.ok === true ? JSON.stringify(entry.value) : "").toContain(
      '"headers":{"X-Team":"a b","api-key":{"env":"LAB_KEY"},"__proto__":"p"}',
    );
  });

  it.for([
    { text: "headers = 'a: SECRET'", message: "must be a table whose values are texts" },
    { text: "headers = ['SECRET']", message: "must be a table whose values are texts" },
    {
      text: "headers = { a = 1 }",
      message: 'must have a text in quotes or { env = "NAME" } for a',
    },
    { text: "headers = { a = { env = 'sk-SECRET' } }", message: "where NAME is in capitals" },
    { text: "headers = { a = { env = 'A', b = 'SECRET' } }", message: "for a, where NAME" },
    { text: "headers = { a = { file = 'SECRET' } }", message: "for a, where NAME" },
    {
      text: 'headers = { a = "SEC\\nRET" }',
      message: "must have a value for a without line breaks",
    },
    { text: 'headers = { a = "SECRÉT" }', message: "must have a value for a without line breaks" },
    { text: "headers = { Host = 'SECRET' }", message: "must not set Host, which belongs to the" },
    { text: "headers = { content-length = 'SECRET' }", message: "must not set content-length" },
    { text: "headers = { Transfer-Encoding = 'SECRET' }", message: "must not set Transfer-" },
    { text: "headers = { CONNECTION = 'SECRET' }", message: "must not set CONNECTION" },
    { text: "headers = { 'a b' = 'SECRET' }", message: "must have names of headers" },
    { text: "headers = { '' = 'SECRET' }", message: "must have names of headers" },
    { text: "headers = { a = 'SECRET', A = 'b' }", message: "and a and A are the same one" },
    { text: "query = { ' ' = 'SECRET' }", message: "must not have an empty name" },
    { text: "query = { a = 1 }", message: 'must have a text in quotes or { env = "NAME" } for a' },
  ])("refuses $text without showing a value", ({ text, message }, { expect }) => {
    const file = userFile(`[compatible.lab]\nbase_url = "http://h"\nmodel = "m"\n${text}`);

    const [line = "", ...others] = issuesOf(file);

    expect(others).toEqual([]);
    expect(line).toMatch(/^\/c\.toml:4: compatible\.lab\.(?:headers|query): is wrong, must /u);
    expect(line).toContain(message);
    expect(line).not.toContain("SEC");
  });

  it("tells all mistakes at once, and keeps what is right", ({ expect }) => {
    const file = userFile('[stats]\nenabled = 1\nwindow = 5\n[openai]\nmodel = "m"\n[logs]');

    expect(issuesOf(file)).toEqual([
      "/c.toml:2: stats.enabled: is 1, must be true or false",
      "/c.toml:3: stats.window: is not known, [stats] has window_minutes, enabled, show, budget_usd",
      `/c.toml:6: logs: is not known, ${SECTIONS}`,
    ]);
    expect(fileEntries(file).filter((entry) => entry.ok)).toHaveLength(1);
  });

  it.for([
    "general.request_timeout = 1",
    'logging.level = "debug"',
    'provider.name = "other"',
    'openai.base_url = "https://elsewhere.example/v1"',
    "stats.window_minutes = 1",
    "stats.enabled = false",
  ])("refuses %s from a project", (text, { expect }) => {
    const key = text.split(" ")[0];

    expect(issuesOf({ ...userFile(text), userFile: "/home/me/config.toml" })).toEqual([
      `/c.toml:1: ${key}: may not be set by a project, must be set in /home/me/config.toml`,
    ]);
  });

  it.for([
    { text: "[compatible.lab]\nmodel = 'm'", key: "compatible.lab" },
    { text: "[[tmux_action.menu]]\nkind = 'skip'", key: "tmux_action.menu" },
  ])("refuses $key from a project", ({ text, key }, { expect }) => {
    expect(issuesOf({ ...userFile(text), userFile: "/home/me/config.toml" })).toEqual([
      `/c.toml:1: ${key}: may not be set by a project, must be set in /home/me/config.toml`,
    ]);
  });

  it("lets a project's targets say no more than names", ({ expect }) => {
    const text = "[[models.cli]]\nprovider = 'openai'\nbase_url = 'http://evil'";

    expect(issuesOf({ ...userFile(text), userFile: "/home/me/config.toml" })).toEqual([
      "/c.toml:3: models.cli[0].base_url: is not known, did you mean openai.base_url?",
    ]);
  });

  it("gives a list of sections as one value, with the place of each part", ({ expect }) => {
    const text = "[[models.cli]]\nmodel = 'a'\n\n[[models.cli]]\nprovider = 'b'\ntemperature = 0";

    expect(fileEntries(userFile(text))).toEqual([
      {
        ok: true,
        key: "models.cli",
        value: [{ model: "a" }, { provider: "b", temperature: 0 }],
        origin: at(1),
        parts: new Map([
          ["models.cli[0]", at(1)],
          ["models.cli[0].model", at(2)],
          ["models.cli[1]", at(4)],
          ["models.cli[1].provider", at(5)],
          ["models.cli[1].temperature", at(6)],
        ]),
      },
    ]);
  });

  it("takes an empty list of sections as none", ({ expect }) => {
    expect(fileEntries(userFile("models.cli = []"))).toMatchObject([
      { ok: true, key: "models.cli", value: [] },
    ]);
  });

  it("gives a host with its defaults", ({ expect }) => {
    const text = "[compatible.lab]\nbase_url = 'http://h'\nmodel = 'm'\ntemperature = 'default'";

    expect(fileEntries(userFile(text))).toMatchObject([
      { ok: true, key: "compatible.lab", value: { base_url: "http://h", model: "m", fim: "auto" } },
    ]);
  });

  it("takes from a project what changes the question only", ({ expect }) => {
    const text = `general.max_tokens = 9
      [openai]
      model = "m"
      temperature = 0
      [prompts.cli]
      default_system = "You know this project."
      [[models.cli]]
      provider = "lab"
      [[prompts.code_action.custom]]
      id = "port"
      title = "Port"
      instruction = "Port it."
      [ignore]
      extra_patterns = ["fixtures/"]
      [completion]
      completion_debounce_ms = 0`;

    expect(issuesOf({ ...userFile(text), userFile: "/home/me/config.toml" })).toEqual([]);
  });
});

function at(line: number) {
  return { type: "file", file: "/c.toml", line };
}

function userFile(text: string): ConfigFile {
  return { path: "/c.toml", text };
}

function issuesOf(file: ConfigFile): readonly string[] {
  return fileEntries(file).flatMap((entry) => (entry.ok ? [] : [formatConfigIssue(entry.issue)]));
}
