import { describe, it } from "vitest";

import { directoryOf, parentOf, relativePathOf } from "./test-file.ts";

describe("directoryOf", () => {
  it("keeps the slash", ({ expect }) => {
    expect(directoryOf("file:///a/b.ts")).toBe("file:///a/");
  });
});

describe("parentOf", () => {
  it.for([
    { directory: "file:///a/b/", parent: "file:///a/" },
    { directory: "file:///a/", parent: "file:///" },
    { directory: "file:///", parent: undefined },
  ])("is $parent for $directory", ({ directory, parent }, { expect }) => {
    expect(parentOf(directory)).toBe(parent);
  });
});

describe("relativePathOf", () => {
  it.for([
    { file: "file:///w/src/x%20y.ts", path: "x y.ts", why: "beside" },
    { file: "file:///w/src/__tests__/x.ts", path: "__tests__/x.ts", why: "below" },
    { file: "file:///w/tests/x.ts", path: "../tests/x.ts", why: "elsewhere" },
    { file: "file:///w/src/100%.ts", path: "100%.ts", why: "with a stray percent sign" },
  ])("is $path for a file that is $why", ({ file, path }, { expect }) => {
    expect(relativePathOf("file:///w/src/", file)).toBe(path);
  });
});
