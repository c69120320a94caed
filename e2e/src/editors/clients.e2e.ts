import { needs } from "@hexai/testing";
import { afterAll, describe, it } from "vitest";

import { CLIENTS } from "./clients.ts";
import type { EditorClient } from "./editor-client.ts";
import { ROWS } from "./rows.ts";
import { createScene, type Scene } from "./scene.ts";

interface Session {
  readonly scene: Scene;
  readonly editor: EditorClient;
}

const COLUMNS = Object.entries(CLIENTS);
const OWN = COLUMNS.filter(([, { isShared = false }]) => !isShared);
const SHARED = COLUMNS.filter(([, { isShared = false }]) => isShared);

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

describe.for(SHARED)("%s", ([, { program, start, lines, cannot }]) => {
  const ends: (() => Promise<void>)[] = [];
  let shared: Session | undefined;
  afterAll(async () => {
    for (const end of ends) {
      await end();
    }
  });

  function onEnd(end: () => Promise<void>): void {
    ends.unshift(end);
  }

  async function started(): Promise<Session> {
    const scene = await createScene(onEnd);
    return { scene, editor: await start(scene, onEnd) };
  }

  it.for(Object.entries(ROWS))("%s", async ([row, expectRow], { expect, skip, onTestFinished }) => {
    if (program !== undefined && shared === undefined) {
      needs(program);
    }
    skip(cannot[row] !== undefined, `cannot: ${cannot[row]}`);
    shared ??= await started();
    const { scene, editor } = await sinceNow(shared);
    onTestFinished(() => editor.close());

    await expectRow({ ...scene, editor, lines, expect });
  });
});

it("says of no client that it cannot do what is no row", ({ expect }) => {
  const named = Object.values(CLIENTS).flatMap(({ cannot }) => Object.keys(cannot));

  expect(Object.keys(ROWS)).toEqual(expect.arrayContaining(named));
});

/** The same without what has happened before. */
async function sinceNow({ scene, editor }: Session): Promise<Session> {
  const before = {
    requests: scene.requests().length,
    counted: await scene.counted(),
    told: (await editor.told()).length,
  };
  return {
    scene: {
      ...scene,
      requests: () => scene.requests().slice(before.requests),
      counted: async () => (await scene.counted()) - before.counted,
    },
    editor: { ...editor, told: async () => (await editor.told()).slice(before.told) },
  };
}
