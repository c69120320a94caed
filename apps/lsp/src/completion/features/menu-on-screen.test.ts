import { fakeChatClient } from "@hexai/chat/testing";
import {
  CLIENT_MODELS,
  type ClientModel,
  type ManualClock,
  manualClock,
  type MenuServer,
} from "@hexai/testing";
import { describe, it } from "vitest";
import type { CompletionList, InlineCompletionList } from "vscode-languageserver";

import { controlledModel } from "../../testing/controlled-model.ts";
import { startedServer } from "../../testing/started-server.ts";

const URI = "file:///p/a.ts";
const STEP_MS = 5;
/** How long after the last key of a word an item should be on the screen, in milliseconds. */
const ON_SCREEN_MS = 500;
const WORDS = ["compute", "result", "value", "sorted", "number", "append"];
const KEY_MS = [50, 100, 150, 400];
const MODEL_MS = [0, 100, 200, 300, 1_000];

/**
 * How many of six words have the model's item on the screen half a second after their last key. A row is the time for a key, a
 * column what the model takes: 0, 100, 200, 300 and 1,000 ms. The model never guesses the rest of an unfinished word, so that only
 * what it says of the whole word counts.
 */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "nvim-cmp": ["50 ms: 6 6 6 6 0", "100 ms: 6 6 6 0 0", "150 ms: 6 6 6 0 0", "400 ms: 6 6 6 6 0"],
  "blink.cmp": ["50 ms: 6 6 6 6 0", "100 ms: 6 6 6 6 0", "150 ms: 6 6 6 3 0", "400 ms: 6 6 6 6 0"],
  "Neovim 0.11.4": [
    "50 ms: 6 6 6 0 0",
    "100 ms: 6 6 6 0 0",
    "150 ms: 6 6 6 0 0",
    "400 ms: 6 6 6 0 0",
  ],
  "coc.nvim": ["50 ms: 6 6 6 6 0", "100 ms: 6 6 6 6 0", "150 ms: 6 6 6 6 0", "400 ms: 6 6 6 6 0"],
  "vim-lsp": ["50 ms: 6 6 6 0 0", "100 ms: 6 6 6 0 0", "150 ms: 6 6 6 0 0", "400 ms: 6 6 6 0 0"],
  "VS Code": ["50 ms: 6 6 6 0 0", "100 ms: 6 6 6 0 0", "150 ms: 6 6 6 0 0", "400 ms: 6 6 6 1 0"],
  "yegappan/lsp": [
    "50 ms: 6 6 6 0 0",
    "100 ms: 6 6 6 0 0",
    "150 ms: 6 6 6 0 0",
    "400 ms: 6 6 6 0 0",
  ],
  "kakoune-lsp": [
    "50 ms: 6 6 6 0 0",
    "100 ms: 6 6 6 0 0",
    "150 ms: 6 6 6 0 0",
    "400 ms: 6 6 6 0 0",
  ],
  Helix: [
    "50 ms: 6 6 6 0 0",
    "100 ms: 6 6 6 0 0",
    "150 ms: 6 6 6 0 0",
    "400 ms: 6 6 0 0 0", // Helix waits 250 ms itself, and then asks once until its menu is open
  ],
};

describe("an item half a second after a word was typed", { timeout: 120_000 }, () => {
  it.for(Object.entries(CLIENT_MODELS))(
    "is on the screen: %s",
    async ([name, client], { expect }) => {
      const rows: string[] = [];
      for (const keyMs of KEY_MS) {
        const shown: number[] = [];
        for (const modelMs of MODEL_MS) {
          const editor = await editing(client, { modelMs });
          let count = 0;
          for (const word of WORDS) {
            await editor.typeWord(word, keyMs);
            await editor.pass(ON_SCREEN_MS - keyMs);
            count += editor.shown().includes("hexai") ? 1 : 0;
            await editor.typeWord(" ", keyMs);
          }
          shown.push(count);
        }
        rows.push(`${keyMs} ms: ${shown.join(" ")}`);
      }

      expect(rows).toEqual(EXPECTED[name]);
    },
  );
});

describe("the items of another server", () => {
  it.for([
    ["nvim-cmp", 0],
    ["nvim-cmp", 1_000],
    ["blink.cmp", 0],
    ["blink.cmp", 1_000],
    ["Helix", 1_000],
  ] as const)(
    "are on the screen of %s as soon as without this one: %d ms",
    async (row, { expect }) => {
      const [name, modelMs] = row;
      const alone = await editing(CLIENT_MODELS[name], { modelMs: undefined });
      const together = await editing(CLIENT_MODELS[name], { modelMs });

      const aloneMs = await alone.firstOtherMs();

      expect(await together.firstOtherMs()).toBeLessThanOrEqual(
        aloneMs + (name === "Helix" ? 100 : 50),
      );
    },
  );

  it("stay in the menu of nvim-cmp when this one has some for the same word", async ({
    expect,
  }) => {
    const editor = await editing(CLIENT_MODELS["nvim-cmp"], { modelMs: 20 });
    await editor.typeWord("values_", 100);
    await editor.pass(400);

    expect(editor.shown()).toEqual(["other", "hexai"]);
  });
});

async function editing(client: ClientModel, { modelMs }: { readonly modelMs: number | undefined }) {
  const clock = manualClock();
  const model = controlledModel();
  const hexai = await hexaiServer(clock, model, client);
  const menu = client.createMenu(
    clock,
    modelMs === undefined ? [other(clock)] : [other(clock), hexai],
  );
  let begun = 0;

  /** Lets the server and the model do what is due. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise(setImmediate);
    }
    for (const call of model.calls.slice(begun)) {
      begun += 1;
      clock.after(modelMs ?? 0, () => call.finish("(it)"));
    }
  }

  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      clock.advance(STEP_MS);
      await settle();
    }
  }

  async function typeWord(word: string, keyMs: number): Promise<void> {
    for (const character of word) {
      menu.type(character);
      await settle();
      await pass(keyMs);
    }
  }

  function shown(): readonly string[] {
    const ghostText = menu.ghostText?.();
    return [...menu.shown().map(({ server }) => server), ...(ghostText ? ["hexai"] : [])];
  }

  return {
    shown,
    pass,
    typeWord,
    /** How long after the first key of the second word the other server's item is on the screen, in milliseconds. */
    async firstOtherMs(): Promise<number> {
      await typeWord("first ", 150);
      menu.type("s");
      await settle();
      const startedAt = clock.now();
      menu.type("e");
      await settle();
      while (!shown().includes("other")) {
        await pass(STEP_MS);
      }
      return clock.now() - startedAt;
    },
  };
}

/** A quick server that knows every word. */
function other(clock: ManualClock): MenuServer {
  return {
    name: "other",
    triggerCharacters: ["."],
    changed: () => undefined,
    complete: ({ text }) =>
      new Promise((resolve) => {
        const word = /\w*$/u.exec(text)?.[0] ?? "";
        const items = [{ label: `${word}second_values_other` }];
        clock.after(10, () => resolve({ isIncomplete: false, items }));
      }),
  };
}

async function hexaiServer(
  clock: ManualClock,
  model: ReturnType<typeof controlledModel>,
  { info, capabilities }: ClientModel,
): Promise<MenuServer> {
  const server = await startedServer({
    chat: fakeChatClient(),
    models: [model],
    clock,
    clientInfo: info,
    capabilities,
  });
  const { client, initialized } = server;
  let version = 1;
  let known = "";
  await server.open(URI, "typescript", "");
  const completeInline: NonNullable<MenuServer["completeInline"]> = async ({ text, selected }) => {
    const { items }: InlineCompletionList = await client.sendRequest(
      "textDocument/inlineCompletion",
      {
        textDocument: { uri: URI },
        position: { line: 0, character: text.length },
        context: {
          triggerKind: 2,
          ...(selected
            ? {
                selectedCompletionInfo: {
                  text: selected.text,
                  range: {
                    start: { line: 0, character: selected.from },
                    end: { line: 0, character: text.length },
                  },
                },
              }
            : {}),
        },
      },
    );
    return items;
  };
  return {
    name: "hexai",
    triggerCharacters: initialized.capabilities.completionProvider?.triggerCharacters ?? [],
    changed(text) {
      if (text === known) {
        return;
      }
      known = text;
      version += 1;
      void client.sendNotification("textDocument/didChange", {
        textDocument: { uri: URI, version },
        contentChanges: [{ text }],
      });
    },
    complete: ({ text, ...context }): Promise<CompletionList> =>
      client.sendRequest("textDocument/completion", {
        textDocument: { uri: URI },
        position: { line: 0, character: text.length },
        ...(context.triggerKind === undefined ? {} : { context }),
      }),
    ...(capabilities.textDocument?.inlineCompletion ? { completeInline } : {}),
  };
}
