import type { EditorName } from "../command-words.ts";

/** What to paste, with the file it goes to in a comment. */
export const SNIPPETS: Readonly<Record<EditorName, string>> = {
  helix: `# Helix: ~/.config/helix/languages.toml; the same for every language that you write
[language-server.hexai]
command = "hexai-lsp"

[[language]]
name = "typescript"
language-servers = ["typescript-language-server", "hexai"]

# Helix: ~/.config/helix/config.toml
[keys.select."C-a"]
r = ":pipe hexai-tmux-action"
`,
  neovim: `-- Neovim 0.11 and newer: ~/.config/nvim/init.lua
vim.lsp.config("hexai", { cmd = { "hexai-lsp" }, root_markers = { ".git" } })
vim.lsp.enable("hexai")

-- Neovim 0.8 to 0.10
vim.api.nvim_create_autocmd("FileType", {
  callback = function(event)
    if vim.bo[event.buf].buftype == "" then
      vim.lsp.start({ name = "hexai", cmd = { "hexai-lsp" }, root_dir = vim.fn.getcwd() })
    end
  end,
})
`,
  vscode: `// Visual Studio Code: settings.json, with the extension "Generic LSP Client (v2)" (zsol.vscode-glspc)
{
  "glspc.server.command": "hexai-lsp",
  "glspc.server.commandArguments": ["--stdio"],
  "glspc.server.languageId": ["typescript", "javascript", "python", "go", "rust"]
}
`,
  emacs: `;; Emacs 29 and newer: ~/.emacs.d/init.el; then M-x eglot in a buffer
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(prog-mode . ("hexai-lsp"))))
`,
  tmux: `# tmux: ~/.tmux.conf
set -g status-right "#{@hexai_status}"
set -g status-right-length 100
bind-key a run-shell -b 'hexai-tmux-action --pane "#{pane_id}"'
`,
};
