import { join } from "node:path";

import { formatManPage } from "@hexai/command-line";
import { describe, it } from "vitest";

import { HEXAI } from "../commands/index.ts";
import { CONFIG_PAGE } from "./config-page.ts";
import { hexaiPage } from "./hexai-page.ts";

const MAN = join(import.meta.dirname, "../../man");

describe("the man pages", () => {
  it.for([hexaiPage(HEXAI), CONFIG_PAGE])(
    "have $name as its tables say",
    async (page, { expect }) => {
      const file = join(MAN, `${page.name}.${page.section}`);

      await expect(formatManPage(page)).toMatchFileSnapshot(file);
    },
  );
});
