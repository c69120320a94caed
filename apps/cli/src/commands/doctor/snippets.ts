import type { EditorName } from "./command.ts";

const NEOVIM_BEFORE_0_11 = `-- Neovim 0.7 to 0.10: ~/.config/nvim/plugin/hexai.lua
vim.o.completeopt = "menuone,noinsert" -- show a menu with one item too, and insert nothing before it is taken

local client

vim.api.nvim_create_autocmd("FileType", {
  callback = function(event)
    if vim.bo[event.buf].buftype ~= "" then
      return
    end
    client = client or vim.lsp.start_client({
      name = "hexai",
      cmd = { "hexai-lsp", "--stdio" },
      root_dir = vim.fn.getcwd(),
      on_attach = function(_, buffer)
        vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc"
      end,
      on_exit = function()
        client = nil -- the next file starts it again
      end,
    })
    vim.lsp.buf_attach_client(event.buf, client)
  end,
})

vim.keymap.set("n", "<leader>h", vim.lsp.buf.code_action)
-- From 0.8 on the same function takes the selection, too.
local in_range = vim.lsp.buf.range_code_action and ":lua vim.lsp.buf.range_code_action()<CR>"
vim.keymap.set("x", "<leader>h", in_range or vim.lsp.buf.code_action)
`;

/** The same files for an older program. */
export const OLDER_SNIPPETS: Readonly<Partial<Record<EditorName, readonly string[]>>> = {
  neovim: [NEOVIM_BEFORE_0_11],
};

/**
 * What to paste, one text for each file, which a comment names. The page of docs/ about that program has the same text.
 */
export const SNIPPETS: Readonly<Record<EditorName, readonly string[]>> = {
  helix: [
    `# Helix: ~/.config/helix/languages.toml; the same for every language that you write
[language-server.hexai]
command = "hexai-lsp"
args = ["--stdio"]

[[language]]
name = "rust"
language-servers = ["rust-analyzer", "hexai"]

[[language]]
name = "markdown"
language-servers = ["marksman", "hexai"]
`,
    `# Helix: ~/.config/helix/config.toml
[keys.select."C-a"]
r = ":pipe hexai-tmux-action"
`,
  ],
  neovim: [
    `-- Neovim 0.11 and newer: ~/.config/nvim/plugin/hexai.lua
vim.o.completeopt = "menuone,noinsert" -- show a menu with one item too, and insert nothing before it is taken

vim.lsp.config("hexai", { cmd = { "hexai-lsp", "--stdio" }, root_markers = { ".git" } })
vim.lsp.enable("hexai")

vim.api.nvim_create_autocmd("LspAttach", {
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "hexai" then
      -- With letters among the trigger characters the menu comes while you type a word.
      client.server_capabilities.completionProvider.triggerCharacters = vim.split("._abcdefghijklmnopqrstuvwxyz", "")
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
    end
  end,
})
`,
  ],
  vscode: [
    `// Visual Studio Code: settings.json, with the extension "Generic LSP Client (v2)" (zsol.vscode-glspc)
{
  "glspc.server.command": "hexai-lsp",
  "glspc.server.commandArguments": ["--stdio"],
  "glspc.server.languageId": [
    "typescript",
    "javascript",
    "python",
    "go",
    "rust",
    "markdown",
    "plaintext"
  ]
}
`,
  ],
  emacs: [
    `;; Emacs: ~/.emacs.d/init.el
(require 'eglot)

;; Eglot runs one server for each mode: name Hexai for the modes in which you want it.
(dolist (mode '(text-mode markdown-mode js-mode))
  (add-to-list 'eglot-server-programs (list mode "hexai-lsp" "--stdio")))
(add-hook 'text-mode-hook #'eglot-ensure)
(add-hook 'js-mode-hook #'eglot-ensure)

;; Answers and results come without asking you to confirm each one. They are one step to undo.
(setq eglot-confirm-server-initiated-edits nil)
`,
  ],
  tmux: [
    `# tmux: ~/.tmux.conf
set -g status-right "#{@hexai_status}"
set -g status-right-length 100
bind-key a run-shell -b 'hexai-tmux-action --pane "#{pane_id}"'
`,
  ],
};
