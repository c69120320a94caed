import { describe, it } from "vitest";

import { tokensOf } from "./tokens-of.ts";

describe("tokensOf", () => {
  it.for([
    { input: 1, output: 2, part: { tokens: { input: 1, output: 2 } } },
    { input: 0, output: undefined, part: { tokens: { input: 0 } } },
    { input: undefined, output: 0, part: { tokens: { output: 0 } } },
    { input: undefined, output: undefined, part: {} },
  ])("is $part for $input and $output", ({ input, output, part }, { expect }) => {
    expect(tokensOf(input, output)).toEqual(part);
  });
});
