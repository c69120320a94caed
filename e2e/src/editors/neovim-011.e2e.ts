import type { ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { answering } from "../lsp/lsp-fixture.ts";
import { WAIT } from "./neovim-process.ts";
import { type Neovim, startNeovim } from "./start-neovim.ts";

describe("Neovim 0.11 with the configuration of the documentation", () => {
  it("shows a completion while a word is typed, and takes it behind an emoji", async ({
    expect,
  }) => {
    const neovim = await opened("a.ts", "const 🙂 = 1;\n", { respond: answering("leted();") });

    await neovim.keys("oconst 🙂x = ");
    for (const key of "comp") {
      await neovim.keys(key);
    }
    await expect.poll(() => neovim.ask("pumvisible()"), WAIT).toBe("1");
    await neovim.keys("<C-y><Esc>");

    expect(await neovim.lines()).toEqual(["const 🙂 = 1;", "const 🙂x = completed();"]);
    expect(await neovim.errors()).toBe("");
  });

  it("takes a completion of several lines in the middle of a word", async ({ expect }) => {
    const neovim = await opened("a.ts", "function f() {\n}\n", {
      respond: answering("ute(() => {\n\t\tone();\n\t});"),
    });

    await neovim.keys("ocomp");
    await expect.poll(() => neovim.ask("pumvisible()"), WAIT).toBe("1");
    await neovim.keys("<C-y>");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual([
        "function f() {",
        "\tcompute(() => {",
        "\t\tone();",
        "\t});",
        "}",
      ]);
    }, WAIT);
  });

  it("answers a question on the last line, and asks nobody again when that is undone", async ({
    expect,
  }) => {
    const neovim = await opened("notes.md", "# 🙂\n", { respond: answering("be\n\n", "cause 日") });

    await neovim.keys("owhy?><Esc>");
    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["# 🙂", "why?", "> be", ">", "> cause 日"]);
    }, WAIT);
    await neovim.keys("u");
    await vi.waitFor(async () => expect(await neovim.lines()).toEqual(["# 🙂", "why?>"]), WAIT);
    // Before any request Neovim reports what it has not reported yet, and the server answers in order.
    const client = "vim.lsp.get_clients({ bufnr = 1 })[1]";
    await neovim.ask(`luaeval('${client}:request_sync("hexai/none", {}, 5000, 1) and 1')`);

    expect(neovim.requests().map(({ messages }) => messages.at(-1)?.content)).toEqual(["why?"]);
    expect(await neovim.errors()).toBe("");
  });

  it("answers a question that is sent together with the lines above it", async ({ expect }) => {
    const neovim = await opened("notes.md", "", { respond: answering("A view") });

    await neovim.keys("i# A<CR><CR>why?><CR>");

    await vi.waitFor(async () => {
      expect(await neovim.lines()).toEqual(["# A", "", "why?", "> A view", ""]);
    }, WAIT);
  });

  it("has no menu and says why when the provider fails", async ({ expect }) => {
    const neovim = await opened("a.ts", "", {
      respond: () => ({
        type: "status",
        status: 400,
        body: { error: { message: "No such model." } },
      }),
    });

    await neovim.keys("icomp");

    await expect.poll(() => neovim.ask('execute("messages")'), WAIT).toContain("No such model");
    expect(await neovim.ask("pumvisible()")).toBe("0");
    expect(await neovim.lines()).toEqual(["comp"]);
  });
});

function opened(
  name: string,
  text: string,
  provider: { readonly respond: () => ProviderReply },
): Promise<Neovim> {
  return startNeovim("nvim-0.11", name, text, provider);
}
