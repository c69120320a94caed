import { describe, it } from "vitest";

import { nodeFindings } from "./node-findings.ts";

describe("nodeFindings", () => {
  it.for([
    { version: "20.19.0", mark: "ok", why: "the oldest" },
    { version: "20.18.3", mark: "fail", why: "an older minor" },
    { version: "18.20.8", mark: "fail", why: "an older major" },
    { version: "22.1.0", mark: "ok", why: "a newer major with a smaller minor" },
    { version: "26.0.0-nightly20261101", mark: "ok", why: "one that is not released" },
  ] as const)("finds Node $version $mark: $why", ({ version, mark }, { expect }) => {
    expect(nodeFindings(version)).toMatchObject([{ mark }]);
  });

  it("names the native executable, and not the Node that it claims to be", ({ expect }) => {
    expect(nodeFindings("24.3.0", "1.4.5")).toEqual([
      { mark: "ok", text: "native executable (Bun 1.4.5), which needs no Node" },
    ]);
  });
});
