import { lineText, lineWidth } from "@hexai/terminal";
import { displayWidth } from "@hexai/terminal/text";
import * as fc from "fast-check";
import { describe, it } from "vitest";

import { menuLines } from "./menu-lines.ts";
import { firstMenuState } from "./menu-state.ts";

describe("menuLines", () => {
  it("shows the end of a filter, where one types, and as much of it as fits", ({ expect }) => {
    const unit = fc.constantFrom("a", "b", " ", "日", "🙂", "é", "e\u0301");

    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 40 }),
        fc.integer({ min: 12, max: 60 }),
        (filter, columns) => {
          const state = { ...firstMenuState({ items: [], customItems: [] }), filter };

          const [line = []] = menuLines(state, "", { columns, rows: 5 });

          const shown = lineText(line.slice(1, 2));
          expect(lineWidth(line)).toBeLessThanOrEqual(columns);
          expect(filter.endsWith(shown)).toBe(true);
          expect(shown === filter || displayWidth(filter) > columns - 5).toBe(true);
        },
      ),
    );
  });
});
