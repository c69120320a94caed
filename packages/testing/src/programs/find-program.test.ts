import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, it, onTestFinished, vi } from "vitest";

import { isCi, isInstalled } from "./find-program.ts";

describe("isCi", () => {
  it.for([
    { env: {}, expected: false },
    { env: { CI: "" }, expected: false },
    { env: { CI: "false" }, expected: false },
    { env: { CI: "False" }, expected: false },
    { env: { CI: "0" }, expected: false },
    { env: { CI: "true" }, expected: true },
    { env: { CI: "1" }, expected: true },
    { env: { CI: "woodpecker" }, expected: true },
  ])("is $expected for $env", ({ env, expected }, { expect }) => {
    expect(isCi(env)).toBe(expected);
  });
});

describe("isInstalled", () => {
  it.for([
    { script: "exit 0", expected: true, why: "has the library" },
    { script: "exit 1", expected: false, why: "lacks the library" },
  ])("is $expected for an Emacs that $why", async ({ script, expected }, { expect }) => {
    const directory = await mkdtemp(join(tmpdir(), "hexai-programs-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    await writeFile(join(directory, "emacs"), `#!/bin/sh\n${script}\n`);
    await chmod(join(directory, "emacs"), 0o755);
    vi.stubEnv("PATH", directory);

    expect(isInstalled("emacs with lsp-mode")).toBe(expected);
  });

  it("is false without an Emacs", ({ expect }) => {
    vi.stubEnv("PATH", "/nonexistent");

    expect(isInstalled("emacs with eglot")).toBe(false);
  });
});
