import { describe, it } from "vitest";
import type { ClientCapabilities, InitializeParams } from "vscode-languageserver";

import { completionProfile } from "../../protocol/completion-profile.ts";
import { classifyTrigger } from "./trigger.ts";

const HELIX = profile({ name: "helix", version: "25.07.1" });
const CODE = profile({ name: "Visual Studio Code" }, true);
const EGLOT = profile({ name: "Eglot" });
const NEOVIM = profile({ name: "Neovim", version: "0.11.4" }, true);
const VIM_LSP = profile({ name: "vim-lsp" });
const YEGAPPAN = profile({ name: "Vim", version: "9001378" });
const GHOST = profile({ name: "Neovim", version: "0.12.0" }, true, true);
const TYPED_JUST_NOW = 10;
const LONG_AGO = 10_000;
const NOTHING_UNWANTED = { isRefreshUnwanted: false };

describe("classifyTrigger", () => {
  it.for([
    [HELIX, 1, "", TYPED_JUST_NOW, "manual", "Helix has waited itself"],
    [HELIX, 3, "", TYPED_JUST_NOW, "refresh", "the menu is open"],
    [EGLOT, 1, "", TYPED_JUST_NOW, "manual", "changes are sent with the request"],
    [CODE, 1, "", TYPED_JUST_NOW, "typing", "it asks for each word"],
    [CODE, 1, "", LONG_AGO, "manual", "no key was pressed"],
    [CODE, 2, ".", TYPED_JUST_NOW, "typing", "a trigger character"],
    [CODE, 2, "+", TYPED_JUST_NOW, "unwanted", "not one any more"],
    [NEOVIM, 2, "x", TYPED_JUST_NOW, "typing", "its user has made letters trigger characters"],
    [VIM_LSP, 1, "", TYPED_JUST_NOW, "manual", "it sends a context only when its user asks"],
    [YEGAPPAN, 1, "", TYPED_JUST_NOW, "typing", "it knows no snippets, and asks for each key"],
    [YEGAPPAN, 1, "", LONG_AGO, "manual", "the rhythm tells"],
    [GHOST, 2, ".", TYPED_JUST_NOW, "unwanted", "there is ghost text"],
    [GHOST, 1, "", TYPED_JUST_NOW, "unwanted", "there is ghost text"],
    [GHOST, 1, "", LONG_AGO, "manual", "the menu is wanted all the same"],
    [GHOST, 3, "", TYPED_JUST_NOW, "refresh", "it was opened manually"],
  ] as const)(
    "%#: %s %s",
    ([client, triggerKind, triggerCharacter, since, trigger], { expect }) => {
      const facts = {
        profile: client,
        characters: ["."],
        msSinceChange: since,
        ...NOTHING_UNWANTED,
      };

      expect(classifyTrigger({ triggerKind, triggerCharacter }, facts)).toBe(trigger);
    },
  );

  it.for([
    [HELIX, LONG_AGO, "unwanted", "a manual request looks like a typed word"],
    [CODE, TYPED_JUST_NOW, "unwanted", "it was typed"],
    [CODE, LONG_AGO, "manual", "it was not typed"],
    [EGLOT, TYPED_JUST_NOW, "manual", "it is never typed"],
  ] as const)("without trigger characters, %#: only manual requests", (row, { expect }) => {
    const [client, msSinceChange, trigger] = row;
    const facts = { profile: client, characters: [], msSinceChange, ...NOTHING_UNWANTED };

    expect(classifyTrigger({ triggerKind: 1 }, facts)).toBe(trigger);
  });

  it("takes a request of vim-lsp without a context for typing, however late it is", ({
    expect,
  }) => {
    const facts = { profile: VIM_LSP, characters: ["."], msSinceChange: LONG_AGO };

    expect(classifyTrigger(undefined, { ...facts, ...NOTHING_UNWANTED })).toBe("typing");
  });

  it("wants no refresh of a list that was left empty on purpose", ({ expect }) => {
    const facts = { profile: CODE, characters: [], msSinceChange: TYPED_JUST_NOW };

    expect(classifyTrigger({ triggerKind: 3 }, { ...facts, isRefreshUnwanted: true })).toBe(
      "unwanted",
    );
  });

  it("takes a request without context for a manual one", ({ expect }) => {
    const facts = {
      profile: EGLOT,
      characters: ["."],
      msSinceChange: LONG_AGO,
      ...NOTHING_UNWANTED,
    };

    expect(classifyTrigger(undefined, facts)).toBe("manual");
  });
});

function profile(
  clientInfo: NonNullable<InitializeParams["clientInfo"]>,
  snippetSupport = false,
  hasGhostText = false,
) {
  const textDocument: NonNullable<ClientCapabilities["textDocument"]> = {
    completion: { completionItem: { snippetSupport } },
    ...(hasGhostText ? { inlineCompletion: {} } : {}),
  };
  return completionProfile({ textDocument }, clientInfo);
}
