import { describe, it } from "vitest";

import { completionProfile } from "./completion-profile.ts";

/** What cmp-nvim-lsp cbc7b02 and blink.cmp 8ca29c2 announce and Neovim does not. */
const CMP = { insertReplaceSupport: true, preselectSupport: true };
const BLINK = { insertReplaceSupport: true, preselectSupport: false };

describe("completionProfile", () => {
  it.for([
    ["helix", "25.07.1 (7a0a8c)", false, "plain", 1_500, false, "merges what comes later"],
    ["helix", "26.01", true, "plain", 1_500, false, "so do later ones"],
    ["helix", "25.01.1", false, "plain", 100, false, "waited for every server"],
    ["Neovim", "0.7.2", false, "single", 300, true, "would write null characters"],
    ["Neovim", "0.9.5", true, "snippet", 300, true, "with a plugin for completions"],
    ["Neovim", "0.11.2", true, "snippet", 300, true, "would cut plain text"],
    ["Neovim", "v0.12.0-dev+123", true, "snippet", 300, true, "so does the next"],
    ["Visual Studio Code", "1.103.0", true, "plain", 300, true, "takes back what is late"],
    ["Eglot", "1.17", false, "plain", 300, true, "stands still meanwhile"],
    ["emacs", "GNU Emacs 29.1", true, "plain", 300, true, "lsp-mode"],
    ["", "", false, "single", 300, true, "who says nothing gets the safest"],
    ["kakoune-lsp", "18.2", false, "snippet", 300, true, "takes several lines for a snippet"],
    ["Kate", "25.04", true, "plain", 300, true, "who knows snippets knows lines"],
  ] as const)("serves %j %j", (row, { expect }) => {
    const [name, version, snippetSupport, lines, budgetMs, asksAgainWhenEmpty] = row;
    const textDocument = { completion: { completionItem: { snippetSupport } } };

    expect(completionProfile({ textDocument }, { name, version })).toMatchObject({
      lines,
      budgetMs,
      asksAgainWhenEmpty,
    });
  });

  it.for([
    ["Neovim", "0.11.4", true, true],
    ["Neovim", "0.11.4", false, false],
    ["Neovim", "0.10.4", true, false],
    ["Visual Studio Code", "1.103.0", true, false],
  ] as const)(
    "knows whether %j %j, with snippets: %j, cuts plain text: %j",
    ([name, version, snippetSupport, cutsPlainText], { expect }) => {
      const textDocument = { completion: { completionItem: { snippetSupport } } };

      expect(completionProfile({ textDocument }, { name, version })).toMatchObject({
        cutsPlainText,
      });
    },
  );

  it.for([
    ["Neovim", "0.11.4", undefined, false, "never", "snippet", "its own completion"],
    ["Neovim", "0.11.4", CMP, true, "always", "plain", "nvim-cmp"],
    ["Neovim", "0.9.5", CMP, true, "always", "plain", "nvim-cmp too"],
    ["Neovim", "0.11.4", BLINK, true, "always", "plain", "blink.cmp"],
    ["helix", "25.07.1", undefined, false, "unless-matching", "plain", "Helix"],
    ["vim-lsp", "", { insertReplaceSupport: true }, false, "never", "single", "another plugin"],
  ] as const)("knows who keeps whom waiting: %j %j %j", (row, { expect }) => {
    const [name, version, announced, othersWait, endsOnTyping, lines] = row;
    const snippetSupport = name !== "vim-lsp";
    const textDocument = { completion: { completionItem: { snippetSupport, ...announced } } };

    expect(completionProfile({ textDocument }, { name, version })).toMatchObject({
      othersWait,
      endsOnTyping,
      lines,
      cutsPlainText: lines === "snippet",
    });
  });

  it("goes by what the client says of itself", ({ expect }) => {
    const textDocument = {
      inlineCompletion: {},
      completion: {
        completionItem: {
          labelDetailsSupport: true,
          insertTextModeSupport: { valueSet: [1 as const] },
          documentationFormat: ["plaintext" as const, "markdown" as const],
        },
      },
    };

    expect(completionProfile({ textDocument }, undefined)).toMatchObject({
      hasGhostText: true,
      showsOrigin: true,
      keepsIndentation: true,
      readsMarkdown: true,
    });
  });

  it("expects nothing of a client that says nothing", ({ expect }) => {
    expect(completionProfile({}, undefined)).toEqual({
      lines: "single",
      expandsTabs: false,
      cutsPlainText: false,
      budgetMs: 300,
      refreshBudgetMs: 300,
      repeatBudgetMs: 300,
      budgetExcludesDebounce: true,
      othersWait: false,
      asksAfterAnswer: false,
      asksAgainWhenEmpty: true,
      refreshesItems: false,
      endsOnTyping: "never",
      invokesWhileTyping: false,
      omitsContextWhileTyping: false,
      ghostTextDelayMs: 0,
      reportsManual: true,
      hasGhostText: false,
      showsOrigin: false,
      showsDetail: false,
      keepsIndentation: false,
      readsMarkdown: false,
    });
  });
});
