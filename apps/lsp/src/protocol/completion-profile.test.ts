import { describe, it } from "vitest";

import { completionProfile } from "./completion-profile.ts";

describe("completionProfile", () => {
  it.for([
    ["helix", "25.07.1 (7a0a8c)", false, "plain", 1_500, "complete", "merges what comes later"],
    ["helix", "26.01", true, "plain", 1_500, "complete", "so do later ones"],
    ["helix", "25.01.1", false, "plain", 100, "complete", "waited for every server"],
    ["Neovim", "0.7.2", false, "single", 300, "incomplete", "would write null characters"],
    ["Neovim", "0.9.5", true, "snippet", 300, "incomplete", "with a plugin for completions"],
    ["Neovim", "0.11.2", true, "snippet", 300, "incomplete", "would cut plain text"],
    ["Neovim", "v0.12.0-dev+123", true, "snippet", 300, "incomplete", "so does the next"],
    ["Visual Studio Code", "1.103.0", true, "plain", 300, "incomplete", "takes back what is late"],
    ["Eglot", "1.17", false, "plain", 300, "incomplete", "stands still meanwhile"],
    ["emacs", "GNU Emacs 29.1", true, "plain", 300, "incomplete", "lsp-mode"],
    ["", "", false, "single", 300, "incomplete", "who says nothing gets the safest"],
    ["Kate", "25.04", true, "plain", 300, "incomplete", "who knows snippets knows lines"],
  ] as const)("serves %j %j", (row, { expect }) => {
    const [name, version, snippetSupport, lines, budgetMs, whenLate] = row;
    const textDocument = { completion: { completionItem: { snippetSupport } } };

    expect(completionProfile({ textDocument }, { name, version })).toMatchObject({
      lines,
      budgetMs,
      whenLate,
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
      cutsPlainText: false,
      budgetMs: 300,
      whenLate: "incomplete",
      refreshesItems: false,
      endsOnTyping: false,
      invokesWhileTyping: false,
      reportsManual: true,
      hasGhostText: false,
      showsOrigin: false,
      keepsIndentation: false,
      readsMarkdown: false,
    });
  });
});
