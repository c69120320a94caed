import { execFile, spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { needs, type ProviderReply, startProvider, temporaryHome } from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { answering, LSP_BIN } from "../lsp/lsp-surroundings.ts";
import { PATIENCE } from "../testing/start-shell.ts";

const run = promisify(execFile);
const PAGE = join(import.meta.dirname, "../../../docs/editors/neovim.md");
const README = join(import.meta.dirname, "../../../apps/lsp/README.md");
const WAIT = { timeout: 15_000, interval: 50 };
/** After this a user presses the key again. Far less than what the whole may take. */
const PRESS_AGAIN = { timeout: 2_000 };

describe("a real Neovim with the configuration of the documentation", () => {
  it("takes a completion by a key", async ({ expect }) => {
    const neovim = await opened("a.ts", "const 🙂 = 1;\n", { respond: answering("leted();") });

    await neovim.keys("oconst x = comp");
    const hasMenu = async (): Promise<boolean> => (await neovim.ask("pumvisible()")) === "1";
    await vi.waitFor(async () => {
      if (!(await hasMenu())) {
        await neovim.keys("<C-x><C-o>");
      }
      await vi.waitUntil(hasMenu, PRESS_AGAIN); // a server that is late has nothing to offer yet
    }, PATIENCE);
    await neovim.keys("<C-y><Esc>");

    expect(await neovim.lines()).toEqual(["const 🙂 = 1;", "const x = completed();"]);
    expect(await neovim.errors()).toBe("");
  });

  it("applies a code action, and takes it back in one step", async ({ expect }) => {
    const text = "function f() {\n  return 1 + 0; // 🙂\n}\nrest();\n";
    const neovim = await opened("a.ts", text, {
      respond: answering("```ts\nfunction f() {\n", "  return 1;\n}\n```"),
    });

    await neovim.keys("ggVjj<Bslash>h");
    await neovim.chosen("Simplify and improve");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["function f() {", "  return 1;", "}", "rest();"]);
    }, WAIT);
    await neovim.keys("u");
    expect(`${(await neovim.lines()).join("\n")}\n`).toBe(text);
    expect(await neovim.errors()).toBe("");
  });

  it("leaves alone what is typed while a result is on its way", async ({ expect }) => {
    const text = "function f() {\n  return 1 + 0;\n}\n";
    const neovim = await opened("a.ts", `${text}rest\n`, {
      respond: answering("function f() {\n  return 1;\n}\n"),
    });
    await neovim.ask("luaeval('type_before_edits()')");

    await neovim.keys("Gdd"); // before any change Neovim 0.7 checks nothing: its first version is 0
    await neovim.keys("ggVjj<Bslash>h");
    await neovim.chosen("Simplify and improve");

    await vi.waitFor(async () => expect((await neovim.lines())[0]).toBe("typed"), WAIT);
    expect(`${(await neovim.lines()).join("\n")}\n`).toBe(`typed\nin time\n${text}`);
  });

  it("makes the file of tests where there is none", async ({ expect }) => {
    const neovim = await opened("calc.py", "def add(a, b):\n    return a + b\n", {
      respond: answering(
        "from calc import add\n\n\ndef test_add():\n",
        "    assert add(1, 2) == 3\n",
      ),
    });

    await neovim.keys("ggVj<Bslash>h");
    await neovim.chosen("Implement unit test");

    await vi.waitFor(async () => {
      expect(
        JSON.parse(await neovim.ask("json_encode(getbufline('test_calc.py', 1, '$'))")),
      ).toEqual([
        "from calc import add",
        "",
        "",
        "def test_add():",
        "    assert add(1, 2) == 3",
        "", // the line that Neovim's new buffer began with
      ]);
    }, WAIT);
    expect(await neovim.lines()).toEqual(["def add(a, b):", "    return a + b"]);
    expect(await neovim.errors()).toBe("");
  });

  it("answers a question, and takes the answer back in one step", async ({ expect }) => {
    const neovim = await opened("notes.md", "# 🙂\n\nend\n", {
      respond: answering("be\n\n", "cause 日"),
    });

    await neovim.keys("ggowhy?><Esc>");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["# 🙂", "why?", "> be", ">", "> cause 日", "", "end"]);
    }, WAIT);
    await neovim.keys("u");
    expect(await neovim.lines()).toEqual(["# 🙂", "why?>", "", "end"]);
    expect(await neovim.errors()).toBe("");
  });

  it("writes what a tag asks for", async ({ expect }) => {
    const neovim = await opened("a.ts", "const a = 1;\n", { respond: answering("42") });

    await neovim.keys("oconst b = >!the answer><Esc>");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["const a = 1;", "const b = 42"]);
    }, WAIT);
  });

  it("takes a prompt for the lines that are selected, and is in normal mode afterwards", async ({
    expect,
  }) => {
    const neovim = await opened("a.ts", "one();\ntwo();\nthree();\n", {
      respond: answering("both();"),
    });

    await neovim.keys("Vj<Bslash>p");
    await expect.poll(() => neovim.ask("mode()"), WAIT).toBe("c");
    await neovim.keys("make it one<CR>");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["both();", "three();"]);
    }, WAIT);
    expect(await neovim.ask("mode()")).toBe("n");
    expect(await neovim.errors()).toBe("");
  });

  it("inserts several lines where its menu could not", async ({ expect }) => {
    const neovim = await opened("a.ts", "function f() {\n}\n", {
      respond: answering("  one();\n", "  two();"),
    });

    await neovim.keys("ggo<Esc><Bslash>h");
    await neovim.chosen("Complete here");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["function f() {", "  one();", "  two();", "}"]);
    }, WAIT);
  });
});

interface Neovim {
  /** Types `keys`, as in a mapping. */
  readonly keys: (keys: string) => Promise<void>;
  /** What an expression is. */
  readonly ask: (expression: string) => Promise<string>;
  readonly lines: () => Promise<readonly string[]>;
  /** Chooses the entry of the list that Neovim shows. */
  readonly chosen: (title: string) => Promise<void>;
  /** What Neovim complains about. */
  readonly errors: () => Promise<string>;
}

/** A Neovim with a file open, to which the server is attached. */
async function opened(
  name: string,
  text: string,
  provider: { readonly respond: () => ProviderReply },
): Promise<Neovim> {
  needs("nvim");
  const simulated = await startProvider(provider);
  const home = await temporaryHome();
  const socket = join(home.dir, "nvim.sock");
  const file = join(home.dir, "work", name);
  await put(
    join(home.dir, "bin/hexai-lsp"),
    `#!/bin/sh\nexec '${process.execPath}' '${LSP_BIN}' "$@"\n`,
  );
  await put(file, text);
  await put(join(home.dir, ".config/nvim/plugin/hexai.lua"), await luaOf(PAGE));
  await put(join(home.dir, ".config/nvim/plugin/prompt.lua"), await luaOf(README));
  await put(join(home.dir, ".config/nvim/plugin/user.lua"), USER);
  const { PATH = "" } = process.env;
  const env = {
    ...home.env,
    PATH: `${join(home.dir, "bin")}:${PATH}`,
    OPENAI_API_KEY: "sk-0123456789",
    HEXAI_OPENAI_BASE_URL: simulated.url,
  };
  const child = spawn("nvim", ["--headless", "-n", "-i", "NONE", "--listen", socket, file], {
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
    const { stdout, stderr } = await run("nvim", ["--server", socket, ...args], { env });
    return stdout === "" ? stderr : stdout;
  }

  const ask = (expression: string): Promise<string> => remote("--remote-expr", expression);
  async function lines(): Promise<readonly string[]> {
    const shown: readonly string[] = JSON.parse(await ask('json_encode(getline(1, "$"))'));
    return shown;
  }

  await vi.waitFor(async () => {
    const attached = await ask("luaeval('vim.tbl_count(vim.lsp.buf_get_clients(1))')");
    if (attached !== "1") {
      throw new Error(`Nothing is attached: ${attached} ${await ask('execute("messages")')}`);
    }
  }, WAIT);
  return {
    ask,
    lines,
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

/** The first block of Lua that a page tells users to take. */
async function luaOf(path: string): Promise<string> {
  const page = await readFile(path, "utf8");
  const [, lua = ""] = /```lua\n(.*?)```/s.exec(page) ?? [];
  return lua;
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
