import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { BETTER, CODE, ODD_BYTES, setUpTmuxAction, WAIT } from "./tmux-action-fixture.ts";

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
    const fixture = await setUpTmuxAction(expect);

    await fixture.filter();
    await fixture.sees("Rewrite selection", "5 lines");
    await fixture.press("j", "k", "i");
    await fixture.sees("+1 −3", "2+     return user.ok;", "accept");
    await fixture.press("Enter");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(BETTER) });
    expect((await fixture.usage()).global.reqs).toBe(1);
    await expect.poll(() => fixture.leftovers(), WAIT).toEqual([]);
    await fixture.seesNo("hexai  ");
    expect(fixture.provider.requests[0]?.headers.authorization).toBe("Bearer sk-0123456789");
  });

  it.for([
    { keys: ["s"], why: "skips" },
    { keys: ["Escape"], why: "leaves the menu" },
    { keys: ["C-c"], why: "presses Ctrl-C" },
    { keys: ["a", "=every error", "Escape", "=Rewrite", "Escape"], why: "looks at custom actions" },
    { keys: ["p", "x", "=› x", "Escape", "=Rewrite", "Escape"], why: "asks nothing" },
    { keys: ["/", "x", "=/ x", "Escape", "=Rewrite", "Escape"], why: "finds nothing" },
  ])("gives the selection back byte for byte when the user $why", async ({ keys }, { expect }) => {
    const fixture = await setUpTmuxAction(expect, { selection: ODD_BYTES, config: CUSTOM });

    await fixture.filter();
    await fixture.sees("Rewrite selection");
    for (const key of keys) {
      await (key.startsWith("=") ? fixture.sees(key.slice(1)) : fixture.press(key));
    }

    expect(await fixture.ended()).toEqual({ code: 0, out: ODD_BYTES });
    expect(fixture.provider.requests).toEqual([]);
  });

  it("gives the selection back when the result is dropped, and when the request is cancelled", async ({
    expect,
  }) => {
    let requests = 0;
    const fixture = await setUpTmuxAction(expect, {
      reply: () => {
        requests += 1;
        return requests === 1
          ? { type: "answer", deltas: [BETTER] }
          : { type: "hang", deltas: ["half an answer"] };
      },
    });
    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("Escape");
    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });

    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("f");
    await fixture.sees("half an answer", /\d\.\d s/);
    await fixture.press("Escape");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
    await expect.poll(() => fixture.provider.requests.at(-1)?.closedEarly, WAIT).toBe(true);
  });

  it("runs a custom action out of its menu", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, { config: CUSTOM });

    await fixture.filter();
    await fixture.sees("Custom actions");
    await fixture.press("a");
    await fixture.sees("Handle every error");
    await fixture.press("h");
    await fixture.sees("accept");
    await fixture.press("Enter");

    expect(await fixture.ended()).toMatchObject({ code: 0 });
    expect(fixture.provider.requests[0]?.messages.at(-1)?.content).toContain("Handle every error.");
  });

  it("offers the configured menu and nothing else", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      config: '[[tmux_action.menu]]\nkind = "fix_typos"\ntitle = "Spell"\nhotkey = "x"\n',
    });

    await fixture.filter();
    await fixture.sees("Spell");
    expect(await fixture.screen()).not.toContain("Rewrite");
    await fixture.press("x");
    await fixture.sees("Spell", "accept");
  });

  it("resolves diagnostics when the input begins with some", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      selection: `Diagnostics:\n- line 2: ok is a boolean\n\n${CODE}`,
    });

    await fixture.filter();
    await fixture.sees("Resolve diagnostics");
    await fixture.press("d");
    await fixture.sees("accept");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(BETTER);
    expect(fixture.provider.requests[0]?.messages.at(-1)?.content).toContain("ok is a boolean");
  });

  it("asks for what it is to do, and again for what is to be different", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);

    await fixture.filter();
    await fixture.sees("Custom prompt");
    await fixture.press("p");
    await fixture.sees("What is to be done?");
    await fixture.press("Make it short", "Enter");
    await fixture.sees("accept");
    await fixture.press("n");
    await fixture.sees("What is to be different?");
    await fixture.press("Keep the braces", "Enter");
    await expect.poll(() => fixture.provider.requests.length, WAIT).toBe(2);
    await fixture.sees("accept");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(BETTER);
    const [first, second] = fixture.provider.requests.map(({ messages }) => messages);
    expect(first?.at(-1)?.content).toContain("Make it short");
    expect(second?.at(-2)?.content).toContain("return user.ok;");
    expect(second?.at(-1)?.content).toContain("Keep the braces");
    expect((await fixture.usage()).global.reqs).toBe(2);
  });

  it("drops the result when Esc and Enter come in one piece, as tmux 3.2 and 3.4 hand them over", async ({
    expect,
  }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.type("unset TMUX TMUX_PANE");
    await fixture.filter("--action simplify");
    await fixture.sees("accept");

    await fixture.tmux.tmux("send-keys", "-H", "1b", "0d");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
  });

  it.for(["popup", "terminal"])(
    "takes a paste of several lines for one prompt on a %s",
    async (place, { expect }) => {
      const fixture = await setUpTmuxAction(expect);
      if (place === "terminal") {
        await fixture.tmux.type("unset TMUX TMUX_PANE");
      }
      const lines = "Make it short\n\tn\ne\ny\n";
      await fixture.filter();
      await fixture.sees("Custom prompt");

      await fixture.paste(lines);
      await fixture.press("p");
      await fixture.sees("What is to be done?");
      await fixture.paste(lines);
      await fixture.sees("Make it short", /\sn\s/);
      expect(fixture.provider.requests).toEqual([]);
      await fixture.press("Enter");
      await fixture.sees("accept");
      await fixture.paste(lines);
      await fixture.press("Enter");

      expect((await fixture.ended()).out.toString()).toBe(BETTER);
      const [first, ...others] = fixture.provider.requests.map(({ messages }) => messages);
      expect(first?.at(-1)?.content).toContain(lines.trim());
      expect(others).toEqual([]);
      if (place === "terminal") {
        await fixture.paste("echo is over\n");
        await fixture.sees(/^is over/m); // the shell would wait for Enter
      }
    },
  );

  it.for([
    { columns: 20, rows: 5 },
    { columns: 40, rows: 12 },
  ])("shows a line of the menu to a client of $columns × $rows", async (size, { expect }) => {
    const fixture = await setUpTmuxAction(expect, size);

    await fixture.filter();
    await fixture.sees(/▌ r {2}Rewrite/);
    await fixture.press("p", "x");
    await fixture.sees(/› x/);
    await fixture.press("Escape");
    await fixture.sees(/▌ p {2}Custom|▌ r {2}Rewrite/);
    await fixture.press("s");

    expect(await fixture.ended()).toEqual({ code: 0, out: Buffer.from(CODE) });
  });

  it("takes a prompt of 24 kB that comes as keys", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.type("unset TMUX TMUX_PANE");
    const prompt = "Rename it. ".repeat(2_200).trim();
    await fixture.filter();
    await fixture.sees("Custom prompt");
    await fixture.press("p");
    await fixture.sees("What is to be done?");

    for (let at = 0; at < prompt.length; at += 4_000) {
      await fixture.tmux.tmux("send-keys", "-l", prompt.slice(at, at + 4_000));
    }
    await fixture.press("Enter");
    await fixture.sees("accept");

    expect(fixture.provider.requests[0]?.messages.at(-1)?.content).toContain(prompt);
  });

  it("opens the user's editor on the result, in the user's environment", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      env: {
        HEXAI_EDITOR: `sh -c 'echo "// $MARK" >>"$0"; stat -c %a "$0" "$(dirname "$0")" >mode'`,
      },
    });

    await fixture.tmux.type("export MARK=mine; cd");
    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("e");
    await fixture.sees("// mine", "accept");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(`${BETTER}// mine\n`);
    expect(await readFile(join(fixture.home, "mode"), "utf8")).toBe("600\n700\n");
  });

  it("says that the editor's command line is malformed, and keeps the result", async ({
    expect,
  }) => {
    const fixture = await setUpTmuxAction(expect, { env: { EDITOR: "vi '" } });

    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("e");
    await fixture.sees(`EDITOR is malformed: "vi '" ends inside quotes`, "accept");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(BETTER);
  });

  it("stays open at a key that it knows no name for", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, { selection: ODD_BYTES });
    await fixture.filter();
    await fixture.sees("Custom prompt");

    await fixture.press("C-F1", "C-F3", "F12", "p", "C-F1", "x");

    await fixture.sees("› x");
    await fixture.press("C-c", "C-c");
    expect(await fixture.ended()).toEqual({ code: 0, out: ODD_BYTES });
  });

  it("copies the result into a tmux buffer", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");

    await fixture.press("y");

    await fixture.sees("copied to a tmux buffer");
    expect(await fixture.tmux.tmux("show-buffer")).toBe(BETTER);
  });

  it("skips the preview with --yes, and the menu with --action", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);

    await fixture.filter("--yes");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    expect((await fixture.ended()).out.toString()).toBe(BETTER);

    const other = await setUpTmuxAction(expect);
    await other.filter("--action simplify");
    await other.sees("Simplify and improve", "accept");
    expect(await other.screen()).not.toContain("Rewrite");
  });

  it("shows a failure until a key is pressed, and says it on stderr", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      columns: 200,
      reply: { type: "status", status: 401, body: { error: { message: "no such key" } } },
    });

    await fixture.filter();
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("✗", "no such key", "any key");
    await fixture.press("x");

    expect(await fixture.ended()).toEqual({ code: 1, out: Buffer.alloc(0) });
    await fixture.sees(/^hexai-tmux-action: .*no such key/m);
  });

  it("shows a broken configuration in the popup", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      columns: 200,
      config: "[general]\nmax_tokns = 1\n",
    });

    await fixture.filter();
    await fixture.sees("✗", "max_tokns", "any key");
    await fixture.press("x");

    expect(await fixture.ended()).toEqual({ code: 1, out: Buffer.alloc(0) });
  });

  it("shows control sequences of a selection and an answer, and obeys none", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, {
      selection: "\u001b[2J\u001b]0;pwned\u0007first\n",
      reply: { type: "answer", deltas: ["\u001b[31m\u009b1mred\n"] },
    });

    await fixture.filter();
    await fixture.sees("␛[2J␛]0;pwned␇first");
    await fixture.press("i");

    await fixture.sees("␛[31m", "1mred", "accept");
    expect(await fixture.tmux.tmux("display-message", "-p", "#{pane_title}")).not.toContain(
      "pwned",
    );
  });

  it.for([
    { columns: 40, rows: 12 },
    { columns: 200, rows: 50 },
  ])("works on $columns × $rows", async (size, { expect }) => {
    const fixture = await setUpTmuxAction(expect, size);

    await fixture.filter();
    await fixture.sees("Rewrite selection", "leave");
    await fixture.press("i");
    await fixture.sees("return user.ok;", "accept", "drop");
    await fixture.press("Enter");

    expect((await fixture.ended()).out.toString()).toBe(BETTER);
  });

  it("uses no colours under NO_COLOR, and some otherwise", async ({ expect }) => {
    const plain = await setUpTmuxAction(expect, { env: { NO_COLOR: "1" } });
    await plain.filter();
    await plain.sees("Rewrite selection");
    const colorful = await setUpTmuxAction(expect);
    await colorful.filter();
    await colorful.sees("Rewrite selection");

    expect(await coloredRows(plain)).toEqual([]);
    expect((await coloredRows(colorful)).length).toBeGreaterThan(3);
  });
});

// The newest tmux writes the default colours out, as 39 and 49.
// oxlint-disable-next-line no-control-regex -- sequences are what is looked for
const COLOR = /\u001b\[(?:[\d;]*;)?3[0-8]/u;

/** The rows with "hexai" or an action in them that have a colour inside the frame, which is tmux's own. */
async function coloredRows(
  fixture: Awaited<ReturnType<typeof setUpTmuxAction>>,
): Promise<readonly string[]> {
  const screen = await fixture.coloredScreen();
  return screen
    .split("\n")
    .map((row) => row.slice(row.indexOf("│"), row.lastIndexOf("│")))
    .filter((row) => /hexai|selection|code|typos/.test(row) && COLOR.test(row));
}
