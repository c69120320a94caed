import { readdir } from "node:fs/promises";

import { describe, type ExpectStatic, it } from "vitest";

import { BETTER, CODE, type Desk, HEXAI, startDesk, WAIT } from "./tmux-action-fixture.ts";

describe("hexai-tmux-action behind a tmux key", () => {
  it("takes what is selected in copy mode and disturbs nothing", async ({ expect }) => {
    const desk = await deskWithKey(expect);
    await desk.tmux.tmux("set-buffer", "another text");
    await desk.tmux.type("clear; printf 'if (a === true) {}\\n'");
    await desk.sees(/^if \(a/m);
    await selectLine(desk);

    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection", "if (a === true) {}");
    await desk.press("i");
    await desk.sees("accept");
    expect(await desk.tmux.tmux("show-buffer")).toBe("another text");
    await desk.press("Enter");

    await desk.sees("the result is the newest paste buffer");
    expect(await desk.tmux.tmux("show-buffer")).toBe(desk.result);
    expect(await format(desk, "#{pane_in_mode} #{selection_present}")).toBe("1 1");
    await expect.poll(() => desk.leftovers(), WAIT).toEqual([]);
  });

  it("takes the newest paste buffer when nothing is selected", async ({ expect }) => {
    const desk = await deskWithKey(expect);
    await desk.tmux.tmux("set-buffer", "older");
    await desk.tmux.tmux("set-buffer", CODE);

    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection");
    await desk.press("f");
    await desk.sees("+1 −3");
    await desk.press("Enter");

    await expect.poll(() => desk.tmux.tmux("show-buffer"), WAIT).toBe(BETTER);
  });

  it("says that another popup is open", async ({ expect }) => {
    const desk = await deskWithKey(expect);
    await desk.tmux.tmux("set-buffer", CODE);
    await desk.tmux.tmux("run-shell", "-b", "tmux display-popup -E 'echo another; cat'");
    await desk.sees("another");

    await desk.tmux.tmux("run-shell", "-b", "-t", "%0", `${HEXAI} --pane %0`);

    await desk.sees("hexai: another popup is open; close it, then press the key again");
    expect(desk.provider.requests).toEqual([]);
  });

  it("says that the pane was closed meanwhile, and where the result is", async ({ expect }) => {
    const desk = await deskWithKey(expect, "--paste");
    await desk.tmux.tmux("set-buffer", CODE);
    await desk.tmux.tmux("split-window", "sleep 1000");
    const pane = (await format(desk, "#{pane_id}")).trim();
    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("accept");

    await desk.tmux.tmux("kill-pane", "-t", pane);
    await desk.press("Enter");

    await desk.sees(`hexai: the pane ${pane} was closed meanwhile; the result is the newest`);
    expect(await desk.tmux.tmux("show-buffer")).toBe(BETTER);
  });

  it("pastes the result into the pane, bracketed where the program wants that", async ({
    expect,
  }) => {
    const desk = await deskWithKey(expect, "--paste --yes");
    await desk.tmux.tmux("set-buffer", CODE);
    await desk.tmux.type(
      "cd; clear; printf '\\033[?2004h'; stty -icanon -echo; echo rea''dy; cat -v",
    );
    await desk.sees(/^ready/m);
    await desk.tmux.tmux("copy-mode");

    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection");
    await desk.press("i");

    await desk.sees("^[[200~function ready(user) {", "return user.ok;", "^[[201~");
    expect(await format(desk, "#{pane_in_mode}")).toBe("0");
  });

  it("leaves the buffers alone when the user leaves", async ({ expect }) => {
    const desk = await deskWithKey(expect);
    await desk.tmux.tmux("set-buffer", CODE);

    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection");
    await desk.press("Escape");

    await desk.seesNo("Rewrite selection");
    await expect.poll(() => desk.leftovers(), WAIT).toEqual([]);
    expect(await desk.tmux.tmux("list-buffers", "-F", "#{buffer_name}")).toBe("buffer0\n");
  });

  it("says in tmux that there is nothing to work on, once and without a second window", async ({
    expect,
  }) => {
    const desk = await deskWithKey(expect);

    await desk.press("C-b", "a");

    await desk.sees("✗", "nothing is selected, and there is no paste buffer");
    await desk.press("x");
    await desk.sees("hexai: nothing is selected, and there is no paste buffer");
    expect(await format(desk, "#{pane_in_mode}")).toBe("0");
  });

  it.for([
    { flags: "--popup-width wide", why: '--popup-width is "wide", must be cells or a share' },
    { flags: "--dance", why: "there is no flag --dance" },
  ])("says in tmux that the key is bound to a wrong command: $flags", async (row, { expect }) => {
    const desk = await deskWithKey(expect, row.flags);

    await desk.press("C-b", "a");

    await desk.sees(`hexai: ${row.why}`);
    expect(await format(desk, "#{pane_in_mode}")).toBe("0");
  });

  it("says that there is no such pane rather than no place for the menu", async ({ expect }) => {
    const desk = await startDesk(expect, { columns: 180 });

    await desk.tmux.type(`${HEXAI} --pane %99`);

    await desk.sees("there is no tmux pane %99"); // on stderr, or in tmux when somebody looks at it
    expect(await desk.leftovers()).toEqual([]);
  });

  it("says in tmux what the provider said", async ({ expect }) => {
    const desk = await deskWithKey(expect, "", "100% #{pane_id} #(touch pwned)");
    await desk.tmux.tmux("set-buffer", CODE);

    await desk.press("C-b", "a");
    await desk.sees("Rewrite selection");
    await desk.press("i");
    await desk.sees("✗", "100% #{pane_id} #(touch pwned)");
    await desk.press("x");

    await desk.sees(/^hexai: .*100% #\{pane_id\} #\(touch pwned\)/m);
    expect(await readdir(desk.home)).not.toContain("pwned");
  });
});

/** A desk where `prefix` + `a` is bound as the manual says, and what the model answers for a line. */
async function deskWithKey(
  expect: ExpectStatic,
  flags = "",
  refusal?: string,
): Promise<Desk & { readonly result: string }> {
  const desk = await startDesk(expect, {
    columns: 180,
    ...(refusal === undefined
      ? {}
      : { reply: { type: "status", status: 400, body: { error: { message: refusal } } } }),
  });
  const command = `${HEXAI} --pane "#{pane_id}" ${flags}`;
  await desk.tmux.tmux("bind-key", "a", "run-shell", "-b", command);
  return { ...desk, result: BETTER.trimEnd() };
}

/** Selects the first line of the pane that has text, without its line break. */
async function selectLine({ tmux }: Desk): Promise<void> {
  await tmux.tmux("copy-mode");
  const commands = ["history-top", "start-of-line", "begin-selection", "end-of-line"];
  for (const command of commands) {
    await tmux.tmux("send-keys", "-X", command);
  }
}

async function format({ tmux }: Desk, text: string): Promise<string> {
  return (await tmux.tmux("display-message", "-p", text)).trimEnd();
}
