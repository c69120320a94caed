import { CLIENT_MODELS, type ModelledClientName } from "@hexai/testing";

import type { ClientColumn } from "./editor-client.ts";
import { startEmacsEditor } from "./emacs-editor.ts";
import { startModelledEditor } from "./modelled-editor.ts";
import { startNeovimEditor } from "./neovim-editor.ts";

/** The row for a buffer without a file. */
const UNNAMED = "answers in a buffer without a file, or says what to do";
const NO_UNNAMED = "the plugin serves no buffer without a file";

/** The columns of the table: what is installed is real, the plugins that no registry has are models. To add a client, add it here. */
export const CLIENTS: Readonly<Record<string, ClientColumn>> = {
  "Neovim 0.7.2": {
    program: "nvim",
    start: (scene, onEnd) => startNeovimEditor("nvim", scene, onEnd),
    lines: "first",
    cannot: {},
  },
  "Neovim 0.11.4": {
    program: "nvim-0.11",
    start: (scene, onEnd) => startNeovimEditor("nvim-0.11", scene, onEnd),
    lines: "all",
    cannot: {},
  },
  "Emacs with eglot": {
    program: "emacs with eglot",
    isShared: true,
    start: (scene, onEnd) => startEmacsEditor("eglot", scene, onEnd),
    lines: "first", // eglot 1.9 does not say who it is, and gets what is safe in every client
    cannot: { [UNNAMED]: NO_UNNAMED },
  },
  "Emacs with lsp-mode": {
    program: "emacs with lsp-mode",
    isShared: true,
    start: (scene, onEnd) => startEmacsEditor("lsp-mode", scene, onEnd),
    lines: "first", // lsp-mode 8 alone inserts the label; it leaves the rest to company-mode
    cannot: { [UNNAMED]: NO_UNNAMED },
  },
  "nvim-cmp": modelled("nvim-cmp"),
  "blink.cmp": modelled("blink.cmp"),
  "coc.nvim": modelled("coc.nvim"),
  "vim-lsp": modelled("vim-lsp"),
  "yegappan/lsp": modelled("yegappan/lsp"),
  "kakoune-lsp": modelled("kakoune-lsp"),
  Helix: modelled("Helix"),
  "VS Code": modelled("VS Code"),
};

function modelled(name: ModelledClientName): ClientColumn {
  const { isSingleLine, unnamed } = CLIENT_MODELS[name];
  return {
    start: (scene, onEnd) => startModelledEditor(name, scene, onEnd),
    lines: isSingleLine ? "first" : "all",
    cannot: unnamed === undefined ? { [UNNAMED]: NO_UNNAMED } : {},
  };
}
