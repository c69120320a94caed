import { describe, it } from "vitest";

import { placeIn } from "../../testing/cursor-in.ts";
import { isFunctionStart } from "./is-function-start.ts";

describe("isFunctionStart", () => {
  it.for([
    ["function f(|", true],
    ["x\nexport async function f() {\n  |", true],
    ["func (s *S) Get() error {\n\t|", true],
    ["def f(self):\n\n    |", true],
    ["pub fn f() -> Result<u8> {\n    |", true],
    ["const f = () => |", true],
    ["class A {\n  get() {\n    |", true],
    ["int main(void) {\n  |", true],
    ["const a = 1;\n|", false],
    ["function f() {\n  a();\n  |", false],
    ["// the |", false],
  ] as const)("says of %j: %j", ([marked, isStart], { expect }) => {
    expect(isFunctionStart(placeIn(marked))).toBe(isStart);
  });
});
