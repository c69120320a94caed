import { join } from "node:path";

import { manPage } from "@hexai/manual";
import { describe, it } from "vitest";

import { TMUX_ACTION_PAGE } from "./man-page.ts";

describe("the man page", () => {
  it("is what its tables say", async ({ expect }) => {
    const file = join(import.meta.dirname, "../man/hexai-tmux-action.1");

    await expect(manPage(TMUX_ACTION_PAGE)).toMatchFileSnapshot(file);
  });
});
