import { describe, it } from "vitest";

import { fillTemplate } from "./messages-for.ts";

describe("fillTemplate", () => {
  it.for([
    { template: "a {{x}} b {{ x }}", filled: "a 1 b 1", why: "every place is filled" },
    { template: "{{unknown}}", filled: "{{unknown}}", why: "what is not known stays" },
    { template: "{{constructor}}", filled: "{{constructor}}", why: "no name is inherited" },
    { template: "{{y}}", filled: "{{x}}", why: "what was put in is not looked at again" },
    { template: "{{money}}", filled: "$& $1", why: "a dollar sign is a dollar sign" },
  ])("makes $filled of $template: $why", ({ template, filled }, { expect }) => {
    const values = new Map([
      ["x", "1"],
      ["y", "{{x}}"],
      ["money", "$& $1"],
    ]);

    expect(fillTemplate(template, values)).toBe(filled);
  });
});
