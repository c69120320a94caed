import { describe, it } from "vitest";

import { documentPath, fileName, isNameless } from "./uris.ts";

describe("documentPath", () => {
  it.for([
    { uri: "file:///a/b.ts", path: "/a/b.ts", why: "a file" },
    { uri: "file:///a/%2eenv", path: "/a/.env", why: "escaped letters mean the letters" },
    { uri: "file:///a/x/../.env", path: "/a/.env", why: "a detour ends at the same file" },
    { uri: "file:///a/x/%2E%2E/.env", path: "/a/.env", why: "so does an escaped one" },
    { uri: "file:///a//.env", path: "/a/.env", why: "slashes may be doubled" },
    { uri: "file:///a/b#/.env", path: "/a/b#/.env", why: "the client did not escape #" },
    { uri: "file:///a/b?/.env", path: "/a/b?/.env", why: "nor ?" },
    { uri: "git:/a/.env?%7B%22ref%22%3A1%7D", path: "/a/.env", why: "an old state of a file" },
    { uri: "untitled:Untitled-1", path: "Untitled-1", why: "no file yet" },
    { uri: "untitled:/a/.env", path: "/a/.env", why: "no file yet, and its name is known" },
  ])("reads $uri: $why", ({ uri, path }, { expect }) => {
    expect(documentPath(uri)).toBe(path);
  });

  it.for([
    { uri: "", why: "nothing" },
    { uri: "a.ts", why: "no scheme" },
    { uri: "file:///a/%zz", why: "no such escape" },
    { uri: "file:///a/%ff", why: "not UTF-8" },
    { uri: "file:///a%00b", why: "no file has such a name" },
  ])("does not understand $uri: $why", ({ uri }, { expect }) => {
    expect(documentPath(uri)).toBeUndefined();
  });
});

describe("isNameless", () => {
  it.for([
    ["file://", true],
    ["file:///", true],
    ["file:///a", false],
    ["untitled:1", false],
  ] as const)("of %s is %s", ([uri, expected], { expect }) => {
    expect(isNameless(uri)).toBe(expected);
  });
});

describe("fileName", () => {
  it.for([
    ["file:///home/me/a%20b.ts", "a b.ts"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
    ["file:///a/%E0%A4%A.ts", "%E0%A4%A.ts"],
    ["zip:/a/b.go?x/y", "b.go"],
  ] as const)("of %s is %s", ([uri, name], { expect }) => {
    expect(fileName(uri)).toBe(name);
  });
});
