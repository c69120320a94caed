import { describe, it } from "vitest";

import { fileNameOf } from "./file-name-of.ts";

describe("fileNameOf", () => {
  it.for([
    ["file:///home/me/a%20b.ts", "a b.ts"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
    ["file:///a/%E0%A4%A.ts", "%E0%A4%A.ts"],
    ["zip:/a/b.go?x/y", "b.go"],
  ] as const)("of %s is %s", ([uri, name], { expect }) => {
    expect(fileNameOf(uri)).toBe(name);
  });
});
