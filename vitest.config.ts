import { join } from "node:path";

import { defineConfig } from "vitest/config";

const unit = (folder: "apps" | "packages", name: string) => ({
  extends: true as const,
  test: {
    name,
    root: join(import.meta.dirname, folder, name),
    include: ["src/**/*.test.{ts,tsx}"],
  },
});

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    restoreMocks: true,
    unstubEnvs: true,
    testTimeout: 30_000,
    projects: [
      ...[
        "actions",
        "chat",
        "config",
        "llm",
        "manual",
        "stats",
        "testing",
        "tmux",
        "tmux-format",
      ].map((name) => unit("packages", name)),
      ...["cli", "lsp", "tmux-action"].map((name) => unit("apps", name)),
      {
        extends: true,
        test: {
          name: "e2e",
          root: join(import.meta.dirname, "e2e"),
          include: ["src/**/*.e2e.ts"],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
