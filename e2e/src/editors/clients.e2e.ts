import { needs } from "@hexai/testing";
import { describe, it } from "vitest";

import { CLIENTS } from "./clients.ts";
import { ROWS } from "./rows.ts";
import { createScene } from "./scene.ts";

/** Those that start so fast that each row has its own. */
const OWN = Object.entries(CLIENTS).filter(([, { isShared = false }]) => !isShared);

describe.for(OWN)("%s", ([, { program, start, lines, cannot }]) => {
  it.concurrent.for(Object.entries(ROWS))(
    "%s",
    async ([row, expectRow], { expect, onTestFinished, skip }) => {
      if (program !== undefined) {
        needs(program);
      }
      skip(cannot[row] !== undefined, `cannot: ${cannot[row]}`);
      const scene = await createScene((end) => onTestFinished(end));
      const editor = await start(scene, (end) => onTestFinished(end));

      await expectRow({ ...scene, editor, lines, expect });
    },
  );
});

it("says of no client that it cannot do what is no row", ({ expect }) => {
  const named = Object.values(CLIENTS).flatMap(({ cannot }) => Object.keys(cannot));

  expect(Object.keys(ROWS)).toEqual(expect.arrayContaining(named));
});
