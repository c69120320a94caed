import { describe, it } from "vitest";

import { formatConfigIssue } from "./config-issue.ts";
import { type ConfigFile, entriesOfFile } from "./entries-of-file.ts";

describe("entriesOfFile", () => {
  it("gives each value with its line", ({ expect }) => {
    expect(entriesOfFile(userFile('[openai]\n# mine\nmodel = "m"'))).toEqual([
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
      line: "/c.toml:2: general.max_tokens: is a list or section, must be a whole number from 1 to 1000000",
    },
    {
      text: "[general.max_tokens]",
      line: "/c.toml:1: general.max_tokens: is a list or section, must be a whole number from 1 to 1000000",
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
      line: '/c.toml:1: provider.name: is " ", must be a name in quotes',
    },
    {
      text: 'openai.model = ""',
      line: '/c.toml:1: openai.model: is "", must be a name in quotes, not empty',
    },
    {
      text: 'openai.base_url = "localhost:8080"',
      line: '/c.toml:1: openai.base_url: is "localhost:8080", must be an http:// or https:// address without a user name or password',
    },
    {
      text: 'openai.base_url = "file:///etc"',
      line: '/c.toml:1: openai.base_url: is "file:///etc", must be an http:// or https:// address without a user name or password',
    },
    {
      text: 'openai.base_url = "https://me:secret@host/v1"',
      line: "/c.toml:1: openai.base_url: is an address with a login, must be an http:// or https:// address without a user name or password",
    },
    {
      text: "openai.temperature = 2.1",
      line: "/c.toml:1: openai.temperature: is 2.1, must be a number from 0 to 2",
    },
    {
      text: "openai.temperature = nan",
      line: "/c.toml:1: openai.temperature: is NaN, must be a number from 0 to 2",
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
      line: "/c.toml:2: general.colour: is not known, [general] has max_tokens, request_timeout",
    },
    {
      text: "[general]\n[general.sub]\nx = 1",
      line: "/c.toml:2: general.sub: is not known, [general] has max_tokens, request_timeout",
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
      line: "/c.toml:1: colours: is not known, there are [general], [logging], [provider], [openai], [stats]",
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
      line: "/c.toml:1: __proto__: is not known, there are [general], [logging], [provider], [openai], [stats]",
    },
    {
      text: "[stats]\nconstructor = 1",
      line: "/c.toml:2: stats.constructor: is not known, [stats] has window_minutes, enabled",
    },
    {
      text: String.raw`["\u001b[2J"]`,
      line: String.raw`/c.toml:1: "\u001b[2J": is not known, there are [general], [logging], [provider], [openai], [stats]`,
    },
    {
      text: "[general]\nmax_tokens",
      line: "/c.toml:2: is not TOML, column 11: expected equal (=) token",
    },
  ])("says $line", ({ text, line }, { expect }) => {
    expect(issuesOf(userFile(text))).toEqual([line]);
  });

  it("tells all mistakes at once, and keeps what is right", ({ expect }) => {
    const file = userFile('[stats]\nenabled = 1\nwindow = 5\n[openai]\nmodel = "m"\n[logs]');

    expect(issuesOf(file)).toEqual([
      "/c.toml:2: stats.enabled: is 1, must be true or false",
      "/c.toml:3: stats.window: is not known, [stats] has window_minutes, enabled",
      "/c.toml:6: logs: is not known, there are [general], [logging], [provider], [openai], [stats]",
    ]);
    expect(entriesOfFile(file).filter((entry) => entry.ok)).toHaveLength(1);
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

    expect(issuesOf({ ...userFile(text), userPlace: "/home/me/config.toml" })).toEqual([
      `/c.toml:1: ${key}: may not be set by a project, must be set in /home/me/config.toml`,
    ]);
  });

  it("takes from a project what changes the question only", ({ expect }) => {
    const text = 'general.max_tokens = 9\n[openai]\nmodel = "m"\ntemperature = 0';

    expect(issuesOf({ ...userFile(text), userPlace: "/home/me/config.toml" })).toEqual([]);
  });
});

function userFile(text: string): ConfigFile {
  return { path: "/c.toml", text };
}

function issuesOf(file: ConfigFile): readonly string[] {
  return entriesOfFile(file).flatMap((entry) => (entry.ok ? [] : [formatConfigIssue(entry.issue)]));
}
