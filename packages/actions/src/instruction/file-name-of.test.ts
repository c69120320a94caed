import { describe, it } from "vitest";

import { fileNameOf } from "./file-name-of.ts";

describe("fileNameOf", () => {
  it.for([
    { path: "src/a.ts", name: "src/a.ts", why: "relative" },
    { path: "/home/me/src/a.ts", name: "a.ts", why: "absolute" },
    { path: "~/a.ts", name: "a.ts", why: "in the user's home" },
    { path: String.raw`C:\me\a.ts`, name: "a.ts", why: "absolute on Windows" },
    { path: "file:///home/me/a%20b.ts", name: "a b.ts", why: "a URI" },
    { path: "untitled:Untitled-1", name: "untitled:Untitled-1", why: "a URI without directories" },
    { path: "file:///100%.ts", name: "100%.ts", why: "a URI with a stray percent sign" },
  ])("is $name for a path that is $why", ({ path, name }, { expect }) => {
    expect(fileNameOf(path)).toBe(name);
  });
});
