import { execFile, spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import {
  needs,
  type ProviderReply,
  type ProviderRequest,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { onTestFinished, vi } from "vitest";

import { LSP_BIN } from "../lsp/lsp-fixture.ts";

const run = promisify(execFile);
const PAGE = join(import.meta.dirname, "../../../docs/editors/neovim.md");
const README = join(import.meta.dirname, "../../../apps/lsp/README.md");
/** How long a test waits for what should come soon. */
export const WAIT: { readonly timeout: number; readonly interval: number } = {
  timeout: 15_000,
  interval: 50,
};

export interface Neovim {
  /** Types `keys`, as in a mapping. */
  readonly keys: (keys: string) => Promise<void>;
  /** What an expression is. */
  readonly ask: (expression: string) => Promise<string>;
  readonly lines: () => Promise<readonly string[]>;
  /** What the provider was asked. */
  readonly requests: () => readonly ProviderRequest[];
  /** Chooses the entry of the list that Neovim shows. */
  readonly chosen: (title: string) => Promise<void>;
  /** What Neovim complains about. */
  readonly errors: () => Promise<string>;
}

/** Neovim 0.7.2, which Debian 12 has, and 0.11.4 from PyPI. */
export type NeovimProgram = "nvim" | "nvim-0.11";

/** For each program, its block of Lua on the page, counted from 0, and how many clients it has. */
const VERSIONS = {
  nvim: { block: 0, attached: "vim.tbl_count(vim.lsp.buf_get_clients(1))" },
  "nvim-0.11": { block: 1, attached: "#vim.lsp.get_clients({ bufnr = 1 })" },
} as const satisfies Record<NeovimProgram, object>;

/** A Neovim with a file open, to which the server is attached. */
export async function startNeovim(
  program: NeovimProgram,
  name: string,
  text: string,
  provider: { readonly respond: () => ProviderReply },
): Promise<Neovim> {
  needs(program);
  const { block, attached } = VERSIONS[program];
  const simulated = await startProvider(provider);
  const home = await temporaryHome();
  const socket = join(home.dir, "nvim.sock");
  const file = join(home.dir, "work", name);
  await put(join(home.dir, "bin/hexai-lsp"), `#!/bin/sh\nexec '${LSP_BIN}' "$@"\n`);
  await put(file, text);
  await put(join(home.dir, ".config/nvim/plugin/hexai.lua"), await luaOf(PAGE, block));
  await put(join(home.dir, ".config/nvim/plugin/prompt.lua"), await luaOf(README, 0));
  await put(join(home.dir, ".config/nvim/plugin/user.lua"), USER);
  const { PATH = "" } = process.env;
  const env = {
    ...home.env,
    PATH: `${join(home.dir, "bin")}:${PATH}`,
    OPENAI_API_KEY: "sk-0123456789",
    HEXAI_OPENAI_BASE_URL: simulated.url,
  };
  const child = spawn(program, ["--headless", "-n", "-i", "NONE", "--listen", socket, file], {
    env,
    cwd: dirname(file),
    stdio: "ignore",
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await simulated.stop();
    await home.remove();
  });

  async function remote(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run(program, ["--server", socket, ...args], { env });
    return stdout === "" ? stderr : stdout;
  }

  const ask = (expression: string): Promise<string> => remote("--remote-expr", expression);
  async function lines(): Promise<readonly string[]> {
    const shown: readonly string[] = JSON.parse(await ask('json_encode(getline(1, "$"))'));
    return shown;
  }

  await vi.waitFor(async () => {
    const count = await ask(`luaeval('${attached}')`);
    if (count !== "1") {
      throw new Error(`Nothing is attached: ${count} ${await ask('execute("messages")')}`);
    }
  }, WAIT);
  return {
    ask,
    lines,
    requests: () => simulated.requests.filter(({ messages }) => messages.length > 0),
    async keys(keys) {
      await remote("--remote-send", keys);
    },
    async chosen(title) {
      await vi.waitFor(async () => {
        if ((await ask(`luaeval('choose("${title}")')`)) !== "1") {
          throw new Error(`${title} is not offered`);
        }
      }, WAIT);
    },
    errors: () => ask("v:errmsg"),
  };
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
