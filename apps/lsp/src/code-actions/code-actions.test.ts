import { fakeChatClient } from "@hexai/chat/testing";
import { type Config, defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";
import type { ClientCapabilities, CodeAction, Diagnostic, Range } from "vscode-languageserver";

import { range, startedServer } from "../testing/started-server.ts";

const URI = "file:///a.ts";
const TEXT = "🙂 f(); // go fast\ng();\n";
const FIRST_LINE = range([0, 0], [1, 0]);
const SECOND_LINE = range([1, 0], [2, 0]);
const NO_SELECTION = range([1, 1], [1, 1]);

const CAPABLE: ClientCapabilities = {
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
};

describe("code actions", () => {
  it("offer to rewrite a selection that holds an instruction", async ({ expect }) => {
    const { actionsAt } = await opened();

    const [first] = await actionsAt(FIRST_LINE);

    expect(first).toEqual({
      title: "Rewrite selection",
      kind: "refactor.rewrite",
      command: {
        title: "Rewrite selection",
        command: "hexai.action",
        arguments: [{ action: "rewrite", uri: URI, version: 4, range: FIRST_LINE }],
      },
    });
  });

  it.for([
    {
      place: FIRST_LINE,
      ids: ["rewrite", "document", "simplify", "fix_typos", "unit_test", "custom_prompt"],
      why: "a selection with an instruction",
    },
    {
      place: SECOND_LINE,
      ids: ["document", "simplify", "fix_typos", "unit_test"],
      why: "any selection",
    },
    {
      place: range([0, 0], [0, 10]),
      ids: ["document", "simplify", "fix_typos", "unit_test"],
      why: "an instruction that begins where the selection ends",
    },
    { place: NO_SELECTION, ids: ["hexai.complete"], why: "no selection" },
  ])("are $ids for $why", async ({ place, ids }, { expect }) => {
    const { actionsAt } = await opened();

    expect(idsOf(await actionsAt(place))).toEqual(ids);
  });

  it.for(["cobol", "go", "markdown", "plaintext", "rust"])(
    "are the same for %s",
    async (languageId, { expect }) => {
      const { actionsAt } = await opened({ languageId });

      expect(idsOf(await actionsAt(SECOND_LINE))).toEqual([
        "document",
        "simplify",
        "fix_typos",
        "unit_test",
      ]);
    },
  );

  it("offer to resolve what is reported, with the reports in the action", async ({ expect }) => {
    const { actionsAt } = await opened();
    const diagnostics = [reported("g is not known")];

    expect(await actionsAt(NO_SELECTION, { diagnostics, only: ["quickfix"] })).toEqual([
      {
        title: "Resolve diagnostics",
        kind: "quickfix",
        diagnostics,
        command: {
          title: "Resolve diagnostics",
          command: "hexai.action",
          arguments: [
            {
              action: "diagnostics",
              uri: URI,
              version: 4,
              range: SECOND_LINE,
              diagnostics: ["line 1: g is not known"],
            },
          ],
        },
      },
    ]);
  });

  it("list the user's own actions where they have what they need", async ({ expect }) => {
    const { actionsAt } = await opened({ config: withCustomActions() });

    const bySelection = await actionsAt(SECOND_LINE, { only: ["refactor.extract"] });
    const byReport = await actionsAt(NO_SELECTION, { diagnostics: [reported("no")] });

    expect(bySelection).toMatchObject([{ title: "Mine", kind: "refactor.extract.mine" }]);
    expect(idsOf(byReport)).toEqual(["diagnostics", "explain", "hexai.complete"]);
    expect(byReport[1]).toMatchObject({ title: "Explain", kind: "quickfix" });
  });

  it("offer no tests for what is in no file", async ({ expect }) => {
    const { actionsAt } = await opened({ uri: "untitled:Untitled-1" });

    expect(idsOf(await actionsAt(SECOND_LINE))).not.toContain("unit_test");
  });

  it("offer nothing in a document that is not open", async ({ expect }) => {
    const { actionsAt } = await opened();

    await expect(actionsAt(FIRST_LINE, {}, "file:///other.ts")).resolves.toEqual([]);
  });

  it("offer nothing in a document that stays at home", async ({ expect }) => {
    const { actionsAt } = await opened({ blocked: new Map([[URI, "a.ts is secret"]]) });

    await expect(actionsAt(FIRST_LINE, { diagnostics: [reported("no")] })).resolves.toEqual([]);
  });

  it.for([
    { only: undefined, ids: ["rewrite", "diagnostics", "unit_test"] },
    { only: [], ids: [] },
    { only: ["refactor"], ids: ["rewrite", "unit_test"] },
    { only: ["refactor.rewrite"], ids: ["rewrite"] },
    { only: ["quickfix", "refactor"], ids: ["rewrite", "diagnostics", "unit_test"] },
    { only: [""], ids: ["rewrite", "diagnostics", "unit_test"] },
    { only: ["quickfix"], ids: ["diagnostics"] },
    { only: ["refactor.rewrite.more"], ids: [] },
    { only: ["refactor.re"], ids: [] },
    { only: ["source"], ids: [] },
  ])("are $ids, among others, when only $only is wanted", async ({ only, ids }, { expect }) => {
    const { actionsAt } = await opened();
    const telling = new Set(["rewrite", "diagnostics", "unit_test"]);

    const found = await actionsAt(FIRST_LINE, {
      diagnostics: [reported("no", FIRST_LINE)],
      ...(only ? { only } : {}),
    });

    expect(idsOf(found).filter((id) => telling.has(id))).toEqual(ids);
  });

  it("do not take one character for a selection when nobody has asked for actions", async ({
    expect,
  }) => {
    const { actionsAt } = await opened();
    const block = range([0, 0], [0, 2]); // the emoji, as Helix selects it

    expect(await actionsAt(block, { triggerKind: 2 })).toEqual([]);
    expect(idsOf(await actionsAt(block, { triggerKind: 1 }))).toContain("simplify");
    expect(idsOf(await actionsAt(SECOND_LINE, { triggerKind: 2 }))).toContain("simplify");
  });

  it.for([
    { place: range([1, 1], [1, 1]), start: [1, 1], why: "a cursor" },
    { place: range([0, 0], [0, 2]), start: [0, 0], why: "a block over a character" },
  ] as const)("offer to complete at $why", async ({ place, start }, { expect }) => {
    const { actionsAt } = await opened();

    const found = await actionsAt(place, { triggerKind: 1 });

    expect(found.at(-1)).toEqual({
      title: "Complete here",
      kind: "refactor",
      command: {
        title: "Complete here",
        command: "hexai.complete",
        arguments: [{ uri: URI, version: 4, position: range(start, start).start }],
      },
    });
  });

  it("offer to complete neither for a selection nor to light a lamp", async ({ expect }) => {
    const { actionsAt } = await opened();

    expect(idsOf(await actionsAt(SECOND_LINE))).not.toContain("hexai.complete");
    expect(await actionsAt(NO_SELECTION, { triggerKind: 2 })).toEqual([]);
  });

  it("are plain commands for a client that knows nothing else", async ({ expect }) => {
    const { actionsAt } = await opened({ capabilities: {} });

    const [first] = await actionsAt(FIRST_LINE);

    expect(first).toEqual({
      title: "Rewrite selection",
      command: "hexai.action",
      arguments: [{ action: "rewrite", uri: URI, version: 4, range: FIRST_LINE }],
    });
  });

  it("are marked as a model's for a client that shows it", async ({ expect }) => {
    const { codeAction } = CAPABLE.textDocument ?? {};
    const { actionsAt } = await opened({
      capabilities: {
        textDocument: { codeAction: { ...codeAction, tagSupport: { valueSet: [1] } } },
      },
    });

    const found = await actionsAt(FIRST_LINE);

    expect(found.map(({ tags }) => tags)).toEqual(found.map(() => [1]));
  });

  it("carry a command each, and nothing that must be resolved", async ({ expect }) => {
    const { actionsAt, initialized } = await opened({ config: withCustomActions() });

    const found = await actionsAt(FIRST_LINE, { diagnostics: [reported("no", FIRST_LINE)] });

    expect(initialized.capabilities.codeActionProvider).not.toHaveProperty("resolveProvider");
    for (const action of found) {
      expect(action.command?.command).toMatch(/^hexai\./);
      expect(action).not.toHaveProperty("disabled");
      expect(action).not.toHaveProperty("data");
    }
  });

  it("do not talk to a model", async ({ expect }) => {
    const { actionsAt, chat } = await opened();

    await actionsAt(FIRST_LINE, { diagnostics: [reported("no")] });

    expect(chat.requests).toEqual([]);
  });
});

interface Asked {
  readonly only?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
  readonly triggerKind?: 1 | 2;
}

interface Opened {
  readonly uri?: string;
  readonly languageId?: string;
  readonly capabilities?: ClientCapabilities;
  readonly config?: Config;
  readonly blocked?: ReadonlyMap<string, string>;
}

async function opened({ uri: opening = URI, languageId = "typescript", ...setup }: Opened = {}) {
  const chat = fakeChatClient("never");
  const server = await startedServer({ chat, capabilities: CAPABLE, ...setup });
  await server.open(opening, languageId, TEXT, 4);
  const actionsAt = (place: Range, asked: Asked = {}, uri = opening): Promise<CodeAction[]> =>
    server.client.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: place,
      context: { diagnostics: [], ...asked },
    });
  return { chat, actionsAt, initialized: server.initialized };
}

function idsOf(actions: readonly CodeAction[]): readonly string[] {
  return actions.map(({ command }) => command?.arguments?.[0]?.action ?? command?.command);
}

function reported(message: string, place = range([1, 0], [1, 1])): Diagnostic {
  return { range: place, message };
}

function withCustomActions(): Config {
  const config = defaultConfig();
  const custom = [
    {
      id: "mine",
      title: "Mine",
      kind: "refactor.extract.mine",
      scope: "selection",
      instruction: "Do it.",
    },
    { id: "explain", title: "Explain", kind: "quickfix", scope: "diagnostics", user: "Why?" },
  ] as const;
  const { prompts } = config;
  return { ...config, prompts: { ...prompts, code_action: { ...prompts.code_action, custom } } };
}
