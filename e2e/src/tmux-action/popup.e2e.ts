import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { BETTER, CODE, ODD_BYTES, startDesk, WAIT } from "./tmux-action-fixture.ts";

const CUSTOM = `
[[prompts.code_action.custom]]
id = "handle-errors"
title = "Handle every error"
hotkey = "h"
instruction = "Handle every error."
`;

describe("hexai-tmux-action as a filter in tmux", () => {
  it("offers the menu in a popup, shows the difference and prints what is accepted", async ({
    expect,
  }) => {
    const desk = await startDesk(expect);

    await desk.filter();
    await desk.sees("Rewrite selection", "5 lines");
    await desk.press("j", "k", "i");
    await desk.sees("+1 −3", "2+     return user.ok;", "accept");
    await desk.press("Enter");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    expect((await desk.usage()).global.reqs).toBe(1);
    await expect.poll(() => desk.leftovers(), WAIT).toEqual([]);
    await desk.seesNo("hexai  ");
    expect(desk.provider.requests[0]?.headers.authorization).toBe("Bearer sk-0123456789");
  });

  it.for([
    { keys: ["s"], why: "skips" },
    { keys: ["Escape"], why: "leaves the menu" },
    { keys: ["C-c"], why: "presses Ctrl-C" },
    { keys: ["a", "=every error", "Escape", "=Rewrite", "Escape"], why: "looks at custom actions" },
    { keys: ["p", "x", "=› x", "Escape", "=Rewrite", "Escape"], why: "asks nothing" },
    { keys: ["/", "x", "=/ x", "Escape", "=Rewrite", "Escape"], why: "finds nothing" },
  ])("gives the selection back byte for byte when the user $why", async ({ keys }, { expect }) => {
    const desk = await startDesk(expect, { selection: ODD_BYTES, config: CUSTOM });

    await desk.filter();
    await desk.sees("Rewrite selection");
    for (const key of keys) {
      await (key.startsWith("=") ? desk.sees(key.slice(1)) : desk.press(key));
    }

    expect(await desk.ended()).toEqual({ code: 0, out: ODD_BYTES });
    expect(desk.provider.requests).toEqual([]);
  });

  it("gives the selection back when the result is dropped, and when the request is cancelled", async ({
    expect,
  }) => {
    let requests = 0;
    const desk = await startDesk(expect, {
      reply: () => {
        requests += 1;
        return requests === 1
          ? { type: "answer", deltas: [BETTER] }
          : { type: "hang", deltas: ["half an answer"] };
      },
    });
    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");
    await desk.press("Escape");
    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });

    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("f");
    await desk.sees("half an answer", /\d\.\d s/);
    await desk.press("Escape");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
    await expect.poll(() => desk.provider.requests.at(-1)?.closedEarly, WAIT).toBe(true);
  });

  it("runs a custom action out of its menu", async ({ expect }) => {
    const desk = await startDesk(expect, { config: CUSTOM });

    await desk.filter();
    await desk.sees("Custom actions");
    await desk.press("a");
    await desk.sees("Handle every error");
    await desk.press("h");
    await desk.sees("accept");
    await desk.press("Enter");

    expect(await desk.ended()).toMatchObject({ code: 0 });
    expect(desk.provider.requests[0]?.messages.at(-1)?.content).toContain("Handle every error.");
  });

  it("offers the configured menu and nothing else", async ({ expect }) => {
    const desk = await startDesk(expect, {
      config: '[[tmux_action.menu]]\nkind = "fix_typos"\ntitle = "Spell"\nhotkey = "x"\n',
    });

    await desk.filter();
    await desk.sees("Spell");
    expect(await desk.screen()).not.toContain("Rewrite");
    await desk.press("x");
    await desk.sees("Spell", "accept");
  });

  it("resolves diagnostics when the input begins with some", async ({ expect }) => {
    const desk = await startDesk(expect, {
      selection: `Diagnostics:\n- line 2: ok is a boolean\n\n${CODE}`,
    });

    await desk.filter();
    await desk.sees("Resolve diagnostics");
    await desk.press("d");
    await desk.sees("accept");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(BETTER);
    expect(desk.provider.requests[0]?.messages.at(-1)?.content).toContain("ok is a boolean");
  });

  it("asks for what it is to do, and again for what is to be different", async ({ expect }) => {
    const desk = await startDesk(expect);

    await desk.filter();
    await desk.sees("Custom prompt");
    await desk.press("p");
    await desk.sees("What is to be done?");
    await desk.press("Make it short", "Enter");
    await desk.sees("accept");
    await desk.press("n");
    await desk.sees("What is to be different?");
    await desk.press("Keep the braces", "Enter");
    await expect.poll(() => desk.provider.requests.length, WAIT).toBe(2);
    await desk.sees("accept");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(BETTER);
    const [first, second] = desk.provider.requests.map(({ messages }) => messages);
    expect(first?.at(-1)?.content).toContain("Make it short");
    expect(second?.at(-2)?.content).toContain("return user.ok;");
    expect(second?.at(-1)?.content).toContain("Keep the braces");
    expect((await desk.usage()).global.reqs).toBe(2);
  });

  it("drops the result when Esc and Enter come in one piece, as tmux 3.2 and 3.4 hand them over", async ({
    expect,
  }) => {
    const desk = await startDesk(expect);
    await desk.tmux.type("unset TMUX TMUX_PANE");
    await desk.filter("--action simplify");
    await desk.sees("accept");

    await desk.tmux.tmux("send-keys", "-H", "1b", "0d");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
  });

  it.for(["popup", "terminal"])(
    "takes a paste of several lines for one prompt on a %s",
    async (place, { expect }) => {
      const desk = await startDesk(expect);
      if (place === "terminal") {
        await desk.tmux.type("unset TMUX TMUX_PANE");
      }
      const lines = "Make it short\n\tn\ne\ny\n";
      await desk.filter();
      await desk.sees("Custom prompt");

      await desk.paste(lines);
      await desk.press("p");
      await desk.sees("What is to be done?");
      await desk.paste(lines);
      await desk.sees("Make it short", /\sn\s/);
      expect(desk.provider.requests).toEqual([]);
      await desk.press("Enter");
      await desk.sees("accept");
      await desk.paste(lines);
      await desk.press("Enter");

      expect((await desk.ended()).out.toString()).toBe(BETTER);
      const [first, ...others] = desk.provider.requests.map(({ messages }) => messages);
      expect(first?.at(-1)?.content).toContain(lines.trim());
      expect(others).toEqual([]);
      if (place === "terminal") {
        await desk.paste("echo is over\n");
        await desk.sees(/^is over/m); // the shell would wait for Enter
      }
    },
  );

  it.for([
    { columns: 20, rows: 5 },
    { columns: 40, rows: 12 },
  ])("shows a line of the menu to a client of $columns × $rows", async (size, { expect }) => {
    const desk = await startDesk(expect, size);

    await desk.filter();
    await desk.sees(/▌ r {2}Rewrite/);
    await desk.press("p", "x");
    await desk.sees(/› x/);
    await desk.press("Escape");
    await desk.sees(/▌ p {2}Custom|▌ r {2}Rewrite/);
    await desk.press("s");

    expect(await desk.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
  });

  it("takes a prompt of 24 kB that comes as keys", async ({ expect }) => {
    const desk = await startDesk(expect);
    await desk.tmux.type("unset TMUX TMUX_PANE");
    const prompt = "Rename it. ".repeat(2_200).trim();
    await desk.filter();
    await desk.sees("Custom prompt");
    await desk.press("p");
    await desk.sees("What is to be done?");

    for (let at = 0; at < prompt.length; at += 4_000) {
      await desk.tmux.tmux("send-keys", "-l", prompt.slice(at, at + 4_000));
    }
    await desk.press("Enter");
    await desk.sees("accept");

    expect(desk.provider.requests[0]?.messages.at(-1)?.content).toContain(prompt);
  });

  it("opens the user's editor on the result, in the user's environment", async ({ expect }) => {
    const desk = await startDesk(expect, {
      env: {
        HEXAI_EDITOR: `sh -c 'echo "// $MARK" >>"$0"; stat -c %a "$0" "$(dirname "$0")" >mode'`,
      },
    });

    await desk.tmux.type("export MARK=mine; cd");
    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");
    await desk.press("e");
    await desk.sees("// mine", "accept");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(`${BETTER}// mine\n`);
    expect(await readFile(join(desk.home, "mode"), "utf8")).toBe("600\n700\n");
  });

  it("says that the editor's command line is malformed, and keeps the result", async ({
    expect,
  }) => {
    const desk = await startDesk(expect, { env: { EDITOR: "vi '" } });

    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");
    await desk.press("e");
    await desk.sees(`EDITOR is malformed: "vi '" ends inside quotes`, "accept");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(BETTER);
  });

  it("stays open at a key that it knows no name for", async ({ expect }) => {
    const desk = await startDesk(expect, { selection: ODD_BYTES });
    await desk.filter();
    await desk.sees("Custom prompt");

    await desk.press("C-F1", "C-F3", "F12", "p", "C-F1", "x");

    await desk.sees("› x");
    await desk.press("C-c", "C-c");
    expect(await desk.ended()).toEqual({ code: 0, out: ODD_BYTES });
  });

  it("copies the result into a tmux buffer", async ({ expect }) => {
    const desk = await startDesk(expect);
    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");

    await desk.press("y");

    await desk.sees("copied to a tmux buffer");
    expect(await desk.tmux.tmux("show-buffer")).toBe(BETTER);
  });

  it("skips the preview with --yes, and the menu with --action", async ({ expect }) => {
    const desk = await startDesk(expect);

    await desk.filter("--yes");
    await desk.sees("Rewrite selection");
    await desk.press("i");
    expect((await desk.ended()).out.toString()).toBe(BETTER);

    const other = await startDesk(expect);
    await other.filter("--action simplify");
    await other.sees("Simplify and improve", "accept");
    expect(await other.screen()).not.toContain("Rewrite");
  });

  it("shows a failure until a key is pressed, and says it on stderr", async ({ expect }) => {
    const desk = await startDesk(expect, {
      columns: 200,
      reply: { type: "status", status: 401, body: { error: { message: "no such key" } } },
    });

    await desk.filter();
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("✗", "no such key", "any key");
    await desk.press("x");

    expect(await desk.ended()).toEqual({ code: 1, out: Buffer.alloc(0) });
    await desk.sees(/^hexai-tmux-action: .*no such key/m);
  });

  it("shows a broken configuration in the popup", async ({ expect }) => {
    const desk = await startDesk(expect, {
      columns: 200,
      config: "[general]\nmax_tokns = 1\n",
    });

    await desk.filter();
    await desk.sees("✗", "max_tokns", "any key");
    await desk.press("x");

    expect(await desk.ended()).toEqual({ code: 1, out: Buffer.alloc(0) });
  });

  it("shows control sequences of a selection and an answer, and obeys none", async ({ expect }) => {
    const desk = await startDesk(expect, {
      selection: "\u001b[2J\u001b]0;pwned\u0007first\n",
      reply: { type: "answer", deltas: ["\u001b[31m\u009b1mred\n"] },
    });

    await desk.filter();
    await desk.sees("␛[2J␛]0;pwned␇first");
    await desk.press("i");

    await desk.sees("␛[31m", "1mred", "accept");
    expect(await desk.tmux.tmux("display-message", "-p", "#{pane_title}")).not.toContain("pwned");
  });

  it.for([
    { columns: 40, rows: 12 },
    { columns: 200, rows: 50 },
  ])("works on $columns × $rows", async (size, { expect }) => {
    const desk = await startDesk(expect, size);

    await desk.filter();
    await desk.sees("Rewrite selection", "leave");
    await desk.press("i");
    await desk.sees("return user.ok;", "accept", "drop");
    await desk.press("Enter");

    expect((await desk.ended()).out.toString()).toBe(BETTER);
  });

  it("uses no colours under NO_COLOR, and some otherwise", async ({ expect }) => {
    const plain = await startDesk(expect, { env: { NO_COLOR: "1" } });
    await plain.filter();
    await plain.sees("Rewrite selection");
    const colorful = await startDesk(expect);
    await colorful.filter();
    await colorful.sees("Rewrite selection");

    expect(await coloredRows(plain)).toEqual([]);
    expect((await coloredRows(colorful)).length).toBeGreaterThan(3);
  });
});

/** The rows with "hexai" or an action in them that have a colour inside the frame, which is tmux's own. */
async function coloredRows(
  desk: Awaited<ReturnType<typeof startDesk>>,
): Promise<readonly string[]> {
  const screen = await desk.coloredScreen();
  return screen
    .split("\n")
    .map((row) => row.slice(row.indexOf("│"), row.lastIndexOf("│")))
    .filter((row) => /hexai|selection|code|typos/.test(row) && row.includes("\u001b[3"));
}
