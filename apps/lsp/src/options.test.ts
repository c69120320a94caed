import { describe, it } from "vitest";

import { OPTIONS } from "./options.ts";
import { parseArguments } from "./parse-arguments.ts";

describe("OPTIONS", () => {
  it.for(OPTIONS)("has --$name, which is understood", ({ name, value }, { expect }) => {
    const request = parseArguments([`--${name}`, ...(value === undefined ? [] : ["x"])]);

    expect(request.type).not.toBe("mistake");
  });
});
