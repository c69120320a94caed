import { readdir } from "node:fs/promises";

import { describe, type ExpectStatic, it } from "vitest";

import {
  BETTER,
  CODE,
  type TmuxActionFixture,
  HEXAI,
  setUpTmuxAction,
  WAIT,
} from "./tmux-action-fixture.ts";

describe("hexai-tmux-action behind a tmux key", () => {
  it("takes what is selected in copy mode and disturbs nothing", async ({ expect }) => {
    const fixture = await deskWithKey(expect);
    await fixture.tmux.tmux("set-buffer", "another text");
    await fixture.tmux.type("clear; printf 'if (a === true) {}\\n'");
    await fixture.sees(/^if \(a/m);
    await selectLine(fixture);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection", "if (a === true) {}");
    await fixture.press("i");
    await fixture.sees("accept");
    expect(await fixture.tmux.tmux("show-buffer")).toBe("another text");
    await fixture.press("Enter");

    await fixture.sees("the result is the newest paste buffer");
    expect(await fixture.tmux.tmux("show-buffer")).toBe(fixture.result);
    expect(await format(fixture, "#{pane_in_mode} #{selection_present}")).toBe("1 1");
    await expect.poll(() => fixture.leftovers(), WAIT).toEqual([]);
  });

  it("takes the newest paste buffer when nothing is selected", async ({ expect }) => {
    const fixture = await deskWithKey(expect);
    await fixture.tmux.tmux("set-buffer", "older");
    await fixture.tmux.tmux("set-buffer", CODE);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("f");
    await fixture.sees("+1 −3");
    await fixture.press("Enter");

    await expect.poll(() => fixture.tmux.tmux("show-buffer"), WAIT).toBe(BETTER);
  });

  it("says that another popup is open", async ({ expect }) => {
    const fixture = await deskWithKey(expect);
    await fixture.tmux.tmux("set-buffer", CODE);
    await fixture.tmux.tmux("run-shell", "-b", "tmux display-popup -E 'echo another; cat'");
    await fixture.sees("another");

    await fixture.tmux.tmux("run-shell", "-b", "-t", "%0", `${HEXAI} --pane %0`);

    await fixture.sees(
      "hexai: the menu cannot be shown: another popup is open; close it, then press the key again",
    );
    expect(fixture.provider.requests).toEqual([]);
  });

  it("says that the pane was closed meanwhile, and where the result is", async ({ expect }) => {
    const fixture = await deskWithKey(expect, "--paste");
    await fixture.tmux.tmux("set-buffer", CODE);
    await fixture.tmux.tmux("split-window", "sleep 1000");
    const pane = (await format(fixture, "#{pane_id}")).trim();
    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");

    await fixture.tmux.tmux("kill-pane", "-t", pane);
    await fixture.press("Enter");

    await fixture.sees(`hexai: the pane ${pane} was closed meanwhile; the result is the newest`);
    expect(await fixture.tmux.tmux("show-buffer")).toBe(BETTER);
  });

  it("pastes the result into the pane, bracketed where the program wants that", async ({
    expect,
  }) => {
    const fixture = await deskWithKey(expect, "--paste --yes");
    await fixture.tmux.tmux("set-buffer", CODE);
    await fixture.tmux.type(
      "cd; clear; printf '\\033[?2004h'; stty -icanon -echo; echo rea''dy; cat -v",
    );
    await fixture.sees(/^ready/m);
    await fixture.tmux.tmux("copy-mode");

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");

    await fixture.sees("^[[200~function ready(user) {", "return user.ok;", "^[[201~");
    expect(await format(fixture, "#{pane_in_mode}")).toBe("0");
  });

  it("leaves the buffers alone when the user leaves", async ({ expect }) => {
    const fixture = await deskWithKey(expect);
    await fixture.tmux.tmux("set-buffer", CODE);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("Escape");

    await fixture.seesNo("Rewrite selection");
    await expect.poll(() => fixture.leftovers(), WAIT).toEqual([]);
    expect(await fixture.tmux.tmux("list-buffers", "-F", "#{buffer_name}")).toBe("buffer0\n");
  });

  it("says in tmux that there is nothing to work on, once and without a second window", async ({
    expect,
  }) => {
    const fixture = await deskWithKey(expect);

    await fixture.press("C-b", "a");

    await fixture.sees("✗", "nothing is selected, and there is no paste buffer");
    await fixture.press("x");
    await fixture.sees("hexai: nothing is selected, and there is no paste buffer");
    expect(await format(fixture, "#{pane_in_mode}")).toBe("0");
  });

  it.for([
    { flags: "--popup-width wide", why: '--popup-width cannot be "wide"; write a number of cells' },
    { flags: "--dance", why: "there is no flag --dance" },
  ])("says in tmux that the key is bound to a wrong command: $flags", async (row, { expect }) => {
    const fixture = await deskWithKey(expect, row.flags);

    await fixture.press("C-b", "a");

    await fixture.sees(`hexai: ${row.why}`);
    expect(await format(fixture, "#{pane_in_mode}")).toBe("0");
  });

  it("says that there is no such pane rather than no place for the menu", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect, { columns: 180 });

    await fixture.tmux.type(`${HEXAI} --pane %99`);

    await fixture.sees("there is no tmux pane %99"); // on stderr, or in tmux when somebody looks at it
    expect(await fixture.leftovers()).toEqual([]);
  });

  it("says in tmux what the provider said", async ({ expect }) => {
    const fixture = await deskWithKey(expect, "", "100% #{pane_id} #(touch pwned)");
    await fixture.tmux.tmux("set-buffer", CODE);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("✗", "100% #{pane_id} #(touch pwned)");
    await fixture.press("x");

    await fixture.sees(/^hexai: .*100% #\{pane_id\} #\(touch pwned\)/m);
    expect(await readdir(fixture.home)).not.toContain("pwned");
  });
});

/** A fixture where `prefix` + `a` is bound as the manual says, and what the model answers for a line. */
async function deskWithKey(
  expect: ExpectStatic,
  flags = "",
  refusal?: string,
): Promise<TmuxActionFixture & { readonly result: string }> {
  const fixture = await setUpTmuxAction(expect, {
    columns: 180,
    ...(refusal === undefined
      ? {}
      : { reply: { type: "status", status: 400, body: { error: { message: refusal } } } }),
  });
  const command = `${HEXAI} --pane "#{pane_id}" ${flags}`;
  await fixture.tmux.tmux("bind-key", "a", "run-shell", "-b", command);
  return { ...fixture, result: BETTER.trimEnd() };
}

/** Selects the first line of the pane that has text, without its line break. */
async function selectLine({ tmux }: TmuxActionFixture): Promise<void> {
  await tmux.tmux("copy-mode");
  const commands = ["history-top", "start-of-line", "begin-selection", "end-of-line"];
  for (const command of commands) {
    await tmux.tmux("send-keys", "-X", command);
  }
}

async function format({ tmux }: TmuxActionFixture, text: string): Promise<string> {
  return (await tmux.tmux("display-message", "-p", text)).trimEnd();
}
