import type { ClientCapabilities, InitializeParams } from "vscode-languageserver-protocol/node";

import {
  acceptAsIs,
  acceptInCode,
  acceptInHelix,
  acceptInKakoune,
  acceptInNeovim,
  acceptInVim,
  type AcceptItem,
  type ColumnUnit,
} from "./accept-item.ts";
import { createSimulatedBlink } from "./blink-cmp-menu.ts";
import { createSimulatedCoc } from "./coc-nvim-menu.ts";
import { createSimulatedHelix } from "./helix-menu.ts";
import { createSimulatedKakoune } from "./kakoune-lsp-menu.ts";
import type { CreateMenu } from "./menu.ts";
import { createSimulatedNeovim } from "./neovim-menu.ts";
import { createSimulatedCmp } from "./nvim-cmp-menu.ts";
import { createSimulatedVimLsp } from "./vim-lsp-menu.ts";
import { createSimulatedCode } from "./vs-code-menu.ts";
import { createSimulatedYegappan } from "./yegappan-lsp-menu.ts";

/** What an editor's plugin is known to do. Each was written after its source, at the commit that its menu names. */
export interface ClientModel {
  readonly info: NonNullable<InitializeParams["clientInfo"]>;
  readonly capabilities: ClientCapabilities;
  readonly createMenu: CreateMenu;
  readonly accept: AcceptItem;
  /** Only the first line of an item is inserted, or only items of one line are offered. */
  readonly isSingleLine: boolean;
  /** How a change is reported: its range, the range of its lines, or the whole text. */
  readonly reports: "ranges" | "whole text";
  /** The unit of columns when the client does not negotiate one. */
  readonly unit?: ColumnUnit;
  /** The URI of a buffer without a file. Undefined when the plugin serves none. */
  readonly unnamed?: string;
  /** The client refuses an edit that was computed for another version of a document. */
  readonly checksVersions: boolean;
}

const NEOVIM = { name: "Neovim", version: "0.11.4" };

/** What every one of them can do in this or a like form. */
const CAPABLE: ClientCapabilities = {
  workspace: { applyEdit: true, configuration: true, workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["refactor"] } } },
  },
  window: { workDoneProgress: true },
};

type CompletionItemCapabilities = NonNullable<
  NonNullable<NonNullable<ClientCapabilities["textDocument"]>["completion"]>["completionItem"]
>;

function capabilities(
  completionItem: CompletionItemCapabilities,
  more: ClientCapabilities = {},
): ClientCapabilities {
  return {
    ...CAPABLE,
    ...more,
    textDocument: {
      ...CAPABLE.textDocument,
      ...more.textDocument,
      completion: { contextSupport: true, completionItem },
    },
  };
}

const NEOVIM_UNITS: ClientCapabilities = {
  general: { positionEncodings: ["utf-8", "utf-16", "utf-32"] },
};

export type ModelledClientName =
  | "nvim-cmp"
  | "blink.cmp"
  | "Neovim 0.11.4"
  | "coc.nvim"
  | "vim-lsp"
  | "yegappan/lsp"
  | "kakoune-lsp"
  | "Helix"
  | "VS Code";

export const CLIENT_MODELS: Readonly<Record<ModelledClientName, ClientModel>> = {
  "nvim-cmp": {
    info: NEOVIM,
    capabilities: capabilities(
      {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        preselectSupport: true,
        insertTextModeSupport: { valueSet: [1, 2] },
      },
      NEOVIM_UNITS,
    ),
    createMenu: createSimulatedCmp,
    accept: acceptAsIs,
    isSingleLine: false,
    reports: "ranges",
    unnamed: "file://",
    checksVersions: true,
  },
  "blink.cmp": {
    info: NEOVIM,
    capabilities: capabilities(
      {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        preselectSupport: false,
        insertTextModeSupport: { valueSet: [1] },
      },
      NEOVIM_UNITS,
    ),
    createMenu: createSimulatedBlink,
    accept: acceptAsIs,
    isSingleLine: false,
    reports: "ranges",
    unnamed: "file://",
    checksVersions: true,
  },
  "Neovim 0.11.4": {
    info: NEOVIM,
    capabilities: capabilities({ snippetSupport: true }, NEOVIM_UNITS),
    createMenu: createSimulatedNeovim,
    accept: acceptInNeovim,
    isSingleLine: false,
    reports: "ranges",
    unnamed: "file://",
    checksVersions: true,
  },
  "coc.nvim": {
    info: { name: "coc.nvim", version: "0.0.82" },
    capabilities: capabilities(
      {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        preselectSupport: true,
        insertTextModeSupport: { valueSet: [1, 2] },
      },
      {
        general: { positionEncodings: ["utf-16"] },
        textDocument: { inlineCompletion: { dynamicRegistration: true } },
      },
    ),
    createMenu: createSimulatedCoc,
    accept: acceptAsIs,
    isSingleLine: false,
    reports: "ranges",
    unnamed: "untitled:1",
    checksVersions: true,
  },
  "vim-lsp": {
    info: { name: "vim-lsp" },
    capabilities: {
      workspace: { applyEdit: true, configuration: true },
      textDocument: {
        ...CAPABLE.textDocument,
        completion: {
          completionItem: {
            snippetSupport: false,
            insertReplaceSupport: true,
            documentationFormat: ["markdown", "plaintext"],
          },
        },
      },
      window: { workDoneProgress: true },
    },
    createMenu: createSimulatedVimLsp,
    accept: acceptInVim,
    isSingleLine: true,
    reports: "ranges",
    unit: "utf-32",
    checksVersions: false,
  },
  "yegappan/lsp": {
    info: { name: "Vim", version: "9001378" },
    capabilities: {
      general: { positionEncodings: ["utf-32", "utf-16"] },
      workspace: {
        applyEdit: true,
        configuration: true,
        workspaceEdit: { resourceOperations: ["rename", "create", "delete"] },
      },
      textDocument: {
        ...CAPABLE.textDocument,
        completion: {
          completionItem: {
            snippetSupport: false,
            insertReplaceSupport: true,
            preselectSupport: true,
            labelDetailsSupport: true,
            insertTextModeSupport: { valueSet: [1, 2] },
          },
        },
      },
      window: { workDoneProgress: true },
    },
    createMenu: createSimulatedYegappan,
    accept: acceptInVim,
    isSingleLine: true,
    reports: "whole text",
    checksVersions: false,
  },
  "kakoune-lsp": {
    info: { name: "kakoune-lsp", version: "19.0.1" },
    capabilities: capabilities(
      { snippetSupport: true },
      { general: { positionEncodings: ["utf-8", "utf-16"] } },
    ),
    createMenu: createSimulatedKakoune,
    accept: acceptInKakoune,
    isSingleLine: false,
    reports: "whole text",
    checksVersions: false,
  },
  Helix: {
    info: { name: "helix", version: "25.07.1" },
    capabilities: capabilities(
      { snippetSupport: true },
      { general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] } },
    ),
    createMenu(clock, servers) {
      const helix = createSimulatedHelix(clock, servers);
      return { ...helix, shown: () => helix.popup() ?? [] };
    },
    accept: acceptInHelix,
    isSingleLine: false,
    reports: "ranges",
    checksVersions: true,
  },
  "VS Code": {
    info: { name: "Visual Studio Code", version: "1.104.0" },
    capabilities: capabilities(
      {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        insertTextModeSupport: { valueSet: [1, 2] },
      },
      { general: { positionEncodings: ["utf-16"] } },
    ),
    createMenu: createSimulatedCode,
    accept: acceptInCode,
    isSingleLine: false,
    reports: "ranges",
    unnamed: "untitled:Untitled-1",
    checksVersions: true,
  },
};
