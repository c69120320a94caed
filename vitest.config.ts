import { availableParallelism } from "node:os";
import { join } from "node:path";

import { defineConfig } from "vitest/config";

import { isCi } from "./packages/testing/src/programs/find-program.ts";
import { missingProgramsReporter } from "./packages/testing/src/programs/missing-programs-reporter.ts";

const unit = (folder: "apps" | "packages", name: string) => ({
  extends: true as const,
  test: {
    name,
    root: join(import.meta.dirname, folder, name),
    include: ["src/**/*.test.{ts,tsx}"],
  },
});

/** In a pipeline, property tests try the same inputs each time, so that no change fails by chance there; elsewhere they try new ones. */
const isGate = isCi(process.env) && process.env["HEXAI_SOAK"] === undefined;

export default defineConfig({
  test: {
    setupFiles: ["patience.ts", ...(isGate ? ["fixed-seed.ts"] : [])].map((file) =>
      join(import.meta.dirname, "packages/testing/src/setup", file),
    ),
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
    reporters: [
      "default",
      ...(process.env["GITHUB_ACTIONS"] === "true" ? ["github-actions"] : []),
      missingProgramsReporter(),
    ],
    restoreMocks: true,
    unstubEnvs: true,
    testTimeout: 30_000,
    // The tests wait for programs, locks and screens more than they compute.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      ...[
        "actions",
        "chat",
        "config",
        "llm",
        "command-line",
        "prices",
        "privacy",
        "process",
        "stats",
        "terminal",
        "testing",
        "tmux",
        "tmux-format",
        "usage",
      ].map((name) => unit("packages", name)),
      ...["cli", "lsp", "tmux-action"].map((name) => unit("apps", name)),
      {
        extends: true,
        test: {
          name: "e2e",
          root: join(import.meta.dirname, "e2e"),
          include: ["src/**/*.e2e.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
