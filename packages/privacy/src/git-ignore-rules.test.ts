import { describe, it } from "vitest";

import { rebasePatterns } from "./git-ignore-rules.ts";

describe("rebasePatterns", () => {
  it.for([
    { line: "*.log", rebased: "/a/b/**/*.log", why: "a name counts in every directory below" },
    { line: "build/", rebased: "/a/b/**/build/", why: "a slash at the end does not tie it" },
    { line: "/build", rebased: "/a/b/build", why: "a slash at the beginning does" },
    { line: "x/y", rebased: "/a/b/x/y", why: "and so does one in the middle" },
    { line: "!*.log", rebased: "!/a/b/**/*.log", why: "an exception stays one" },
    { line: "!/build", rebased: "!/a/b/build", why: "tied or not" },
    { line: String.raw`\!x`, rebased: String.raw`/a/b/**/\!x`, why: "a name may begin with !" },
    { line: "x  ", rebased: "/a/b/**/x", why: "spaces at the end do not count" },
    { line: String.raw`x\ `, rebased: String.raw`/a/b/**/x\ `, why: "unless they are escaped" },
  ])("writes $line as $rebased: $why", ({ line, rebased }, { expect }) => {
    expect(rebasePatterns(line, "a/b")).toEqual([rebased]);
  });

  it("leaves the root's own patterns as they mean", ({ expect }) => {
    expect(rebasePatterns("*.log\n/build\nx/y\n!z", "")).toEqual(["*.log", "/build", "/x/y", "!z"]);
  });

  it("leaves out comments and blank lines, whatever the line breaks", ({ expect }) => {
    expect(rebasePatterns("\uFEFF# all\r\n\r\nx\r\n", "")).toEqual(["x"]);
  });

  it("takes the directory's name by the letter", ({ expect }) => {
    expect(rebasePatterns("x", "[a]*?")).toEqual([String.raw`/\[a\]\*\?/**/x`]);
  });
});
