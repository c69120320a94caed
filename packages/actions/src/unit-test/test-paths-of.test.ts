import { describe, it } from "vitest";

import { testPathsOf } from "./test-paths-of.ts";

describe("testPathsOf", () => {
  it.for([
    { path: "a/x.go", paths: ["a/x_test.go"] },
    { path: "a/x.ts", paths: ["a/__tests__/x.test.ts", "a/x.test.ts", "a/x.spec.ts"] },
    { path: "x.tsx", paths: ["__tests__/x.test.tsx", "x.test.tsx", "x.spec.tsx"] },
    { path: "x.y.mjs", paths: ["__tests__/x.y.test.mjs", "x.y.test.mjs", "x.y.spec.mjs"] },
    { path: "a/x.py", paths: ["a/tests/test_x.py", "a/test_x.py", "a/x_test.py"] },
    { path: "src/x.rs", paths: ["src/x.rs"] },
    {
      path: "src/main/java/X.java",
      paths: ["src/test/java/XTest.java", "src/main/java/XTest.java"],
    },
    { path: "a/x.kt", paths: ["a/xTest.kt"] },
    { path: "X.cs", paths: ["XTests.cs"] },
    { path: "x.rb", paths: ["x_test.rb"] },
    { path: "file:///a%20b/x.lua", paths: ["file:///a%20b/x_spec.lua"] },
    { path: "x.unknown", paths: ["x_test.unknown"] },
  ])("are $paths for $path", ({ path, paths }, { expect }) => {
    expect(testPathsOf({ path })).toEqual(paths);
  });

  it.for([
    "x_test.go",
    "a/x.test.ts",
    "x.spec.jsx",
    "test_x.py",
    "x_test.py",
    "XTest.java",
    "XTests.cs",
    "x_spec.lua",
    "x_test.rb",
  ])("are the file itself for a file of tests: %s", (path, { expect }) => {
    expect(testPathsOf({ path })).toEqual([path]);
  });

  it.for([
    { path: "", why: "no path" },
    { path: "a/Makefile", why: "no ending" },
    { path: "a.d/.bashrc", why: "nothing but an ending" },
    { path: "untitled:Untitled-1", why: "a document without a file" },
  ])("are none for $why", ({ path }, { expect }) => {
    expect(testPathsOf({ path })).toEqual([]);
  });

  it("look for Python's tests in every directory up to the root", ({ expect }) => {
    const source = { path: "file:///w/src/a/x.py", languageId: "python" };

    expect(testPathsOf(source, "file:///w").slice(0, 3)).toEqual([
      "file:///w/src/a/tests/test_x.py",
      "file:///w/src/tests/test_x.py",
      "file:///w/tests/test_x.py",
    ]);
    expect(testPathsOf(source, "file:///w/src/a/").slice(0, 2)).toEqual([
      "file:///w/src/a/tests/test_x.py",
      "file:///w/src/a/test_x.py",
    ]);
    expect(testPathsOf(source, "file:///elsewhere")).toEqual(testPathsOf(source));
  });
});
