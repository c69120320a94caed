import { describe, it } from "vitest";

import { logPathOf } from "./log-path.ts";

describe("logPathOf", () => {
  it.for([
    { env: { XDG_STATE_HOME: "/s", HOME: "/h" }, path: "/s/hexai/hexai-lsp.log" },
    { env: { HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: { XDG_STATE_HOME: "", HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: { XDG_STATE_HOME: "s", HOME: "/h" }, path: "/h/.local/state/hexai/hexai-lsp.log" },
    { env: {}, path: undefined },
  ])("is $path in $env", ({ env, path }, { expect }) => {
    expect(logPathOf(env)).toBe(path);
  });
});
