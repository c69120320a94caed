import { isInstalled, needs } from "@hexai/testing";
import { afterAll, beforeAll, describe, it } from "vitest";

import { CLIENTS } from "./clients.ts";
import type { EditorClient } from "./editor-client.ts";
import { ROWS } from "./rows.ts";
import { createScene, type Scene } from "./scene.ts";

interface Session {
  readonly scene: Scene;
  readonly editor: EditorClient;
}

/** The longest start on a busy machine, in milliseconds. */
const START_MS = 120_000;

/** Those that take long to start. They are in a file of their own, so that the others need not wait. */
const SHARED = Object.entries(CLIENTS).filter(([, { isShared = false }]) => isShared);

describe.for(SHARED)("%s", ([, { program, start, lines, cannot }]) => {
  const ends: (() => Promise<void>)[] = [];
  let shared: Session | undefined;
  beforeAll(async () => {
    if (program === undefined || isInstalled(program)) {
      const scene = await createScene(onEnd);
      shared = { scene, editor: await start(scene, onEnd) };
    }
  }, START_MS);
  afterAll(async () => {
    for (const end of ends) {
      await end();
    }
  });

  function onEnd(end: () => Promise<void>): void {
    ends.unshift(end);
  }

  it.for(Object.entries(ROWS))("%s", async ([row, expectRow], { expect, skip, onTestFinished }) => {
    if (program !== undefined && shared === undefined) {
      needs(program);
    }
    skip(cannot[row] !== undefined, `cannot: ${cannot[row]}`);
    if (shared === undefined) {
      throw new Error("It has not started");
    }
    const { scene, editor } = await sinceNow(shared);
    onTestFinished(() => editor.close());

    await expectRow({ ...scene, editor, lines, expect });
  });
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
