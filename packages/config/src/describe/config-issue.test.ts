import { describe, it } from "vitest";

import { type ConfigIssue, formatConfigIssue } from "./config-issue.ts";

describe("formatConfigIssue", () => {
  it.for<{ issue: ConfigIssue; line: string; why: string }>([
    {
      issue: {
        origin: { type: "file", file: "/c.toml", line: 3 },
        key: "a.b",
        message: "is wrong",
      },
      line: "/c.toml:3: a.b: is wrong",
      why: "a value in a file",
    },
    {
      issue: { origin: { type: "file", file: "/c.toml", line: 3 }, message: "is not TOML" },
      line: "/c.toml:3: is not TOML",
      why: "a line in a file",
    },
    {
      issue: { origin: { type: "file", file: "/c.toml" }, message: "is a directory" },
      line: "/c.toml: is a directory",
      why: "a whole file",
    },
    {
      issue: { origin: { type: "environment", variable: "HEXAI_X" }, key: "a.b", message: "no" },
      line: "HEXAI_X: no",
      why: "a variable",
    },
    {
      issue: { origin: { type: "override" }, key: "a.b", message: "no" },
      line: "a.b: no",
      why: "a flag",
    },
    {
      issue: { origin: { type: "file", file: "/a\nb\u001b[2J\u202ec", line: 3 }, message: "no" },
      line: "/a␊b␛[2J�c:3: no",
      why: "a file with a name that a terminal would obey",
    },
  ])("writes $why as $line", ({ issue, line }, { expect }) => {
    expect(formatConfigIssue(issue)).toBe(line);
  });
});
