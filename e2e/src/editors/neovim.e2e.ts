import type { ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { answering } from "../lsp/lsp-fixture.ts";
import { PATIENCE } from "../testing/start-shell.ts";
import { WAIT } from "./neovim-process.ts";
import { type Neovim, startNeovim } from "./start-neovim.ts";

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

function opened(
  name: string,
  text: string,
  provider: { readonly respond: () => ProviderReply },
): Promise<Neovim> {
  return startNeovim("nvim", name, text, provider);
}
