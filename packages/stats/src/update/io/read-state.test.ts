import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, it } from "vitest";

import { nodeFileSystem } from "../../file/io/file-system.ts";
import { createStore } from "../../store/io/create-store.ts";
import { temporaryDirectory } from "../../testing/temporary-directory.ts";

/** Without flushing, which takes nearly all the time. */
const UNFLUSHED = { ...nodeFileSystem, fsyncSync: () => undefined };
const AT = Date.UTC(2026, 10, 29, 18, 40);
const DETAILS = { tokens: { input: 1000, output: 20 }, program: "hexai", vendor: "openai" };

describe("createStateReader", () => {
  it("has a store write what a new one writes that reads the file each time", async ({
    expect,
  }) => {
    const model = fc.constantFrom("a", "b", "\ud800", "__proto__");
    const step = fc.record({ waitMs: fc.nat(100_000), model, isRich: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 300 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        async (steps, fraction) => {
          let at = AT + fraction;
          const options = { now: () => at, window: 600, fs: UNFLUSHED };
          const [one, other] = [await temporaryDirectory(), await temporaryDirectory()];
          const store = createStore({ ...options, dir: one });
          writeFileSync(join(one, "stats.json"), FILE);
          writeFileSync(join(other, "stats.json"), FILE);

          for (const { waitMs, model: name, isRich } of steps) {
            at += waitMs / 100;
            const details = isRich ? DETAILS : undefined;
            await store.update("p", name, 1, 2, details);
            await createStore({ ...options, dir: other }).update("p", name, 1, 2, details);
          }

          expect(textIn(one)).toBe(textIn(other));
        },
      ),
      { numRuns: 10 },
    );
  });

  it("reads what another process has written since", async ({ expect }) => {
    const dir = await temporaryDirectory();
    const [one, other] = [createStore({ dir }), createStore({ dir })];

    for (const store of [one, other, one, one, other, one]) {
      await store.update("p", "m", 1, 2);
    }

    expect((await one.snapshot()).global.reqs).toBe(6);
  });
});

/** With what other versions may have added. */
const FILE = JSON.stringify({
  version: 1,
  note: ["x"],
  events: [
    {
      ts: new Date(AT).toISOString(),
      provider: "p",
      model: "a",
      sent: 1,
      recv: 2,
      count: 2,
      more: 1,
    },
  ],
});

function textIn(dir: string): string {
  return readFileSync(join(dir, "stats.json"), "utf8");
}
