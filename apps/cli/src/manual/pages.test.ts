import { join } from "node:path";

import { manPage } from "@hexai/manual";
import { describe, it } from "vitest";

import { CONFIG_PAGE } from "./config-page.ts";
import { HEXAI_PAGE } from "./hexai-page.ts";

const MAN = join(import.meta.dirname, "../../man");

describe("the man pages", () => {
  it.for([HEXAI_PAGE, CONFIG_PAGE])("have $name as its tables say", async (page, { expect }) => {
    const file = join(MAN, `${page.name}.${page.section}`);

    await expect(manPage(page)).toMatchFileSnapshot(file);
  });
});
