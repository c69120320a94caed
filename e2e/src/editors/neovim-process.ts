import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

import { vi } from "vitest";

import type { Scene } from "./scene.ts";

const PAGE = join(import.meta.dirname, "../../../docs/editors/neovim.md");
const README = join(import.meta.dirname, "../../../apps/lsp/README.md");
/** How long a test waits for what should come soon. */
export const WAIT: { readonly timeout: number; readonly interval: number } = {
  timeout: 15_000,
  interval: 50,
};

/** Neovim 0.7.2, which Debian 12 has, and 0.11.4 from PyPI. */
export type NeovimProgram = "nvim" | "nvim-0.11";

/** For each program, its block of Lua on the page, counted from 0, and how many clients the current buffer has. */
const VERSIONS = {
  nvim: { block: 0, attached: "vim.tbl_count(vim.lsp.buf_get_clients(0))" },
  "nvim-0.11": { block: 1, attached: "#vim.lsp.get_clients({ bufnr = 0 })" },
} as const satisfies Record<NeovimProgram, object>;

export interface NeovimProcess {
  /** Types `keys`, as in a mapping. */
  readonly keys: (keys: string) => Promise<void>;
  /** What an expression is. */
  readonly ask: (expression: string) => Promise<string>;
  /** Waits until the server serves the current buffer. */
  readonly attached: () => Promise<void>;
  /** Chooses the entry of the list that Neovim shows. */
  readonly chosen: (title: string) => Promise<void>;
}

/** A Neovim with the configuration of the documentation. */
export async function startNeovimProcess(
  program: NeovimProgram,
  { home, project, env }: Scene,
  onEnd: (end: () => Promise<void>) => void,
): Promise<NeovimProcess> {
  const { block, attached } = VERSIONS[program];
  const socket = join(home, "nvim.sock");
  const plugins = join(home, ".config/nvim/plugin");
  await put(join(plugins, "hexai.lua"), await luaOf(PAGE, block));
  await put(join(plugins, "prompt.lua"), await luaOf(README, 0));
  await put(join(plugins, "user.lua"), USER);
  const child = spawn(program, ["--headless", "-n", "-i", "NONE"], {
    env: { ...env, HEXAI_TEST_SOCKET: socket },
    cwd: project,
    stdio: "ignore",
  });
  const line = await vi.waitFor(() => connected(socket), WAIT);
  onEnd(() => {
    line.destroy();
    child.kill("SIGKILL");
    return Promise.resolve();
  });
  const waiting: ((result: string) => void)[] = [];
  createInterface(line).on("line", (json) => {
    const result: string = JSON.parse(json);
    waiting.shift()?.(result);
  });

  function ask(expression: string): Promise<string> {
    return new Promise((resolve) => {
      waiting.push(resolve);
      line.write(`${JSON.stringify(expression)}\n`);
    });
  }

  return {
    ask,
    async keys(keys) {
      await ask(`nvim_input('${keys.replaceAll("'", "''")}')`);
    },
    async attached() {
      await vi.waitFor(async () => {
        const count = await ask(`luaeval('${attached}')`);
        if (count !== "1") {
          throw new Error(`Nothing is attached: ${count} ${await ask('execute("messages")')}`);
        }
      }, WAIT);
    },
    async chosen(title) {
      await vi.waitFor(async () => {
        if ((await ask(`luaeval('choose("${title}")')`)) !== "1") {
          throw new Error(`${title} is not offered`);
        }
      }, WAIT);
    },
  };
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** A block of Lua that a page tells users to take. */
async function luaOf(path: string, index: number): Promise<string> {
  const page = await readFile(path, "utf8");
  const blocks = Array.from(page.matchAll(/```lua\n(.*?)```/gs), ([, lua = ""]) => lua);
  return blocks[index] ?? "";
}

/** Plays the user: in front of a list, and one who types when an edit has come and before it is applied. */
const USER = `
function type_before_edits()
  local apply = vim.lsp.util.apply_workspace_edit
  vim.lsp.util.apply_workspace_edit = function(...)
    vim.api.nvim_buf_set_lines(0, 0, 0, true, { "typed", "in time" })
    return apply(...)
  end
  return 1
end
local shown
vim.ui.select = function(items, options, on_choice)
  shown = { items = items, options = options, on_choice = on_choice }
end
-- Evaluates what comes in, one expression of Vim script a line, and answers with what it is. Each process of nvim --remote-expr takes
-- longer than a user needs for a key.
local listening = vim.loop.new_pipe()
listening:bind(vim.env.HEXAI_TEST_SOCKET)
listening:listen(1, function()
  local line = vim.loop.new_pipe()
  listening:accept(line)
  local received = ""
  line:read_start(function(_, data)
    received = received .. (data or "")
    for json in received:gmatch("([^\\n]*)\\n") do
      vim.schedule(function()
        local ok, result = pcall(vim.api.nvim_eval, vim.fn.json_decode(json))
        line:write(vim.fn.json_encode(tostring(result)) .. "\\n")
      end)
    end
    received = received:match("[^\\n]*$")
  end)
end)
local wanted_place
local function wanted_text()
  local eol = vim.bo.fileformat == "dos" and "\\r\\n" or "\\n"
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  return table.concat(lines, eol) .. (vim.bo.endofline and eol or "")
end
function document_text()
  return wanted_text()
end
function move_behind(text)
  wanted_place = text
  vim.api.nvim_input("<Esc>")
  return 1
end
local function place_behind(text)
  local all = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\\n")
  local _, stop = all:find(text, 1, true)
  local left = all:sub(1, stop)
  return { select(2, left:gsub("\\n", "")) + 1, #left:match("[^\\n]*$") }
end
local is_typing
function type_text(text, key_ms, stays)
  local keys = {}
  if wanted_place then
    local place = place_behind(wanted_place)
    vim.api.nvim_win_set_cursor(0, place)
    local line = vim.api.nvim_get_current_line()
    table.insert(keys, place[2] >= #line and "A" or "i")
    wanted_place = nil
  elseif vim.fn.mode() ~= "i" then
    table.insert(keys, "a")
  end
  for _, character in ipairs(vim.fn.split(text, "\\\\zs")) do
    table.insert(keys, character == "\\n" and "<CR>" or character == "<" and "<lt>" or character)
  end
  if not stays then
    table.insert(keys, "<Esc>")
  end
  is_typing = true
  local function next_key(index)
    vim.api.nvim_input(keys[index])
    if index < #keys then
      vim.defer_fn(function() next_key(index + 1) end, key_ms)
    else
      vim.defer_fn(function() is_typing = false end, key_ms)
    end
  end
  next_key(1)
  return 1
end
function typing()
  return is_typing and 1 or 0
end
function restart_server()
  local clients = vim.lsp.get_active_clients()
  vim.lsp.stop_client(clients)
  return #clients
end
function server_count()
  return #vim.lsp.get_active_clients()
end
function forget_choice()
  shown = nil
  return 1
end
function choose(title)
  for _, item in ipairs(shown and shown.items or {}) do
    if shown.options.format_item(item) == title then
      local on_choice = shown.on_choice
      vim.schedule(function() on_choice(item) end)
      return 1
    end
  end
  return 0
end
`;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o755 });
}
