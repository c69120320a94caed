import { join } from "node:path";

import { manPage } from "@hexai/manual";
import { describe, it } from "vitest";

import { LSP_PAGE } from "./lsp-page.ts";

describe("the man page", () => {
  it("is what its tables say", async ({ expect }) => {
    const file = join(import.meta.dirname, "../../man/hexai-lsp.1");

    await expect(manPage(LSP_PAGE)).toMatchFileSnapshot(file);
  });
});
