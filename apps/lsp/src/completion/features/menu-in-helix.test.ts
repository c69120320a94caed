import { fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import {
  createSimulatedHelix,
  type ManualClock,
  manualClock,
  type MenuServer,
} from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { CompletionList } from "vscode-languageserver";

import { controlledModel } from "../../testing/controlled-model.ts";
import { startedServer } from "../../testing/started-server.ts";

const URI = "file:///p/a.rs";
const STEP_MS = 10;
const NOTHING: CompletionList = { isIncomplete: false, items: [] };

describe("completions in Helix", () => {
  it("appear together with those of another server", async ({ expect }) => {
    const { helix, pass, type } = await editing({ modelMs: 50, otherMs: 20, otherItems: 1 });
    await type("fo");
    await pass(250 + 50 + STEP_MS);

    expect(helix.popup()?.map(({ server }) => server)).toEqual(["other", "hexai"]);
  });

  it("are merged into the popup when they come late", async ({ expect }) => {
    const { helix, pass, type } = await editing({ modelMs: 800, otherMs: 20, otherItems: 1 });
    await type("fo");
    await pass(250 + 20 + 100 + STEP_MS);
    expect(helix.popup()?.map(({ server }) => server)).toEqual(["other"]);

    await pass(800);

    expect(helix.popup()?.map(({ server }) => server)).toEqual(["other", "hexai"]);
  });

  it("stay in the popup while the user types what the model wrote, at no further cost", async ({
    expect,
  }) => {
    const { helix, pass, type, model } = await editing({ modelMs: 50, otherMs: 20, otherItems: 1 });
    await type("fo");
    await pass(400);
    await type("o");
    await pass(STEP_MS);

    expect(helix.popup()?.map(({ item }) => item.label)).toEqual(["foo_other", "foo(bar)"]);
    expect(model.calls).toHaveLength(1);
  });

  it("appear alone when nobody else has any", async ({ expect }) => {
    const { helix, pass, type } = await editing({ modelMs: 900, otherMs: 20, otherItems: 0 });
    await type("fo");
    await pass(250 + 900 + STEP_MS);

    expect(helix.popup()?.map(({ server }) => server)).toEqual(["hexai"]);
  });

  it("do not keep another server from showing its own, however slow that is", async ({
    expect,
  }) => {
    const { helix, pass, type } = await editing({ modelMs: 60_000, otherMs: 900, otherItems: 1 });
    await type("fo");
    await pass(250 + 900 + 100 + STEP_MS);

    expect(helix.popup()?.map(({ server }) => server)).toEqual(["other"]);
  });

  it(
    "never keep Helix from asking the other server for the next word, nor its items from the user",
    {
      timeout: 120_000,
    },
    async ({ expect }) => {
      const word = fc.record({
        text: fc.constantFrom("fo", "foo", "ba", "xyz"),
        pauseMs: fc.nat({ max: 120 }).map((tens) => tens * STEP_MS),
        end: fc.constantFrom(" ", "+"),
      });
      const scenario = fc.record({
        modelMs: fc.constantFrom(0, 20, 120, 300, 700, 1_400, 5_000, 60_000),
        otherMs: fc.constantFrom(10, 50, 150),
        words: fc.array(word, { minLength: 1, maxLength: 6 }),
      });

      await fc.assert(
        fc.asyncProperty(scenario, async ({ modelMs, otherMs, words }) => {
          const alone = await editing({ otherMs, otherItems: 1, modelMs: undefined });
          const together = await editing({ otherMs, otherItems: 1, modelMs });
          for (const { text, pauseMs, end } of words) {
            for (const { pass, type } of [alone, together]) {
              await type(text);
              await pass(pauseMs);
            }
            const isShownAlone = alone.isOtherShown();
            await together.pass(isShownAlone ? 100 : 0); // what Helix itself lets the popup wait
            await alone.pass(isShownAlone ? 100 : 0);

            expect(together.isOtherShown()).toBe(alone.isOtherShown());
            expect(together.helix.suppressedAt).toEqual(alone.helix.suppressedAt);
            await alone.type(end);
            await together.type(end);
          }

          expect(together.askedOther()).toEqual(alone.askedOther());
        }),
        { numRuns: 100 },
      );
    },
  );
});

interface ContextWindow {
  /** What the model takes; undefined: Helix runs without this server. */
  readonly modelMs: number | undefined;
  readonly otherMs: number;
  readonly otherItems: number;
}

async function editing({ modelMs, otherMs, otherItems }: ContextWindow) {
  const clock = manualClock();
  const model = controlledModel();
  const askedAt: number[] = [];
  const other: MenuServer = {
    name: "other",
    triggerCharacters: ["."],
    changed: () => undefined,
    complete: () =>
      new Promise((resolve) => {
        askedAt.push(clock.now());
        const items = [{ label: "foo_other", filterText: "foo_other_ba_xyz" }].slice(0, otherItems);
        clock.after(otherMs, () => resolve({ isIncomplete: false, items }));
      }),
  };
  const hexai = await hexaiServer(clock, model);
  const helix = createSimulatedHelix(clock, modelMs === undefined ? [other] : [other, hexai]);
  let begun = 0;

  /** Lets the server and the model do what is due. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 8; turn += 1) {
      await new Promise(setImmediate);
    }
    for (const call of model.calls.slice(begun)) {
      begun += 1;
      clock.after(modelMs ?? 0, () => call.finish("o(bar)"));
    }
  }

  return {
    helix,
    model,
    askedOther: () => askedAt,
    isOtherShown: () => helix.popup()?.some(({ server }) => server === "other") ?? false,
    type: async (text: string) => {
      for (const character of text) {
        helix.type(character);
        await settle();
      }
    },
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        clock.advance(STEP_MS);
        await settle();
      }
    },
  };
}

async function hexaiServer(
  clock: ManualClock,
  model: ReturnType<typeof controlledModel>,
): Promise<MenuServer> {
  const { client, open } = await started(clock, model);
  let version = 1;
  await open();
  return {
    name: "hexai",
    triggerCharacters: [],
    changed(text) {
      version += 1;
      void client.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges: [{ text }],
      });
    },
    async complete({ text, ...context }) {
      const list: CompletionList | null = await client.sendRequest("textDocument/completion", {
        textDocument: { uri: URI },
        position: { line: 0, character: Buffer.byteLength(text) },
        context,
      });
      return list ?? NOTHING;
    },
  };
}

async function started(clock: ManualClock, model: ReturnType<typeof controlledModel>) {
  const server = await startedServer({
    chat: fakeChatClient(),
    models: [model],
    clock,
    config: defaultConfig(),
    clientInfo: { name: "helix", version: "25.07.1" },
    capabilities: { general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] } },
  });
  return { client: server.client, open: () => server.open(URI, "rust", "") };
}
