import { execFile } from "node:child_process";
import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

import { isExecutableTested } from "@hexai/testing";
import { describe, type ExpectStatic, it } from "vitest";

import {
  BETTER,
  CODE,
  type TmuxActionFixture,
  type TmuxActionSetup,
  setUpTmuxAction,
  WAIT,
} from "./tmux-action-fixture.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");
const PLUGIN = join(REPOSITORY, "hexai.tmux");

describe("hexai.tmux", () => {
  it("binds a key to the menu", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.tmux("set-buffer", CODE);
    await load(fixture);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("Enter");

    await expect.poll(() => fixture.tmux.tmux("show-buffer"), WAIT).toBe(BETTER);
  });

  it("is run by a plugin manager, which shows nothing of what it says", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    const plugins = join(fixture.home, ".tmux/plugins");
    await mkdir(plugins, { recursive: true });
    await symlink(REPOSITORY, join(plugins, "tmux-hexai"));
    await fixture.tmux.tmux("set-option", "-g", "@plugin", "somebody/tmux-hexai");
    const manager = join(fixture.home, "tpm");
    const script = `#!/bin/sh\nfor file in ${plugins}/*/*.tmux; do "$file" >/dev/null 2>&1; done\n`;
    await writeFile(manager, script, { mode: 0o700 });

    await fixture.tmux.tmux("run-shell", manager);

    expect(await boundTo(fixture, "a")).toContain("--pane '#{pane_id}'");
    await fixture.press("C-b", "a");
    await fixture.sees("nothing is selected");
  });

  it("finds its program when it is loaded through a link", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    const link = join(fixture.home, "linked.tmux");
    await symlink(PLUGIN, link);

    await fixture.tmux.tmux("run-shell", link);

    expect(await boundTo(fixture, "a")).toContain("--pane '#{pane_id}'");
  });

  it("takes the user's key, size and way, and loads twice as well as once", async ({ expect }) => {
    const fixture = await fixtureWith(expect, {
      "@hexai_key": "M-h",
      "@hexai_popup_width": "40",
      "@hexai_popup_height": "90%",
      "@hexai_paste": "on",
    });
    await load(fixture);
    const keys = await fixture.tmux.tmux("list-keys");

    await load(fixture);

    expect(await fixture.tmux.tmux("list-keys")).toBe(keys);
    expect(await boundTo(fixture, "M-h")).toContain(
      "--popup-width '40' --popup-height '90%' --paste",
    );
    expect(await boundTo(fixture, "a")).toBe("");
  });

  it.for(["", "none"])("binds nothing when the key is %j", async (key, { expect }) => {
    const fixture = await fixtureWith(expect, { "@hexai_key": key });
    const keys = await fixture.tmux.tmux("list-keys");

    await load(fixture);

    expect(await fixture.tmux.tmux("list-keys")).toBe(keys);
  });

  it("takes no key away that the user has bound", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.tmux("bind-key", "-r", "a", "last-window");
    const keys = await fixture.tmux.tmux("list-keys");

    await load(fixture);
    await load(fixture);

    expect(await fixture.tmux.tmux("list-keys")).toBe(keys);
  });

  it("says in tmux what is missing when tmux finds no Node", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.tmux("set-environment", "-g", "PATH", await pathWithoutNode(fixture));
    const alone = join(fixture.home, "hexai.tmux");
    await copyFile(PLUGIN, alone);
    await fixture.tmux.tmux("run-shell", alone);

    await fixture.press("C-b", "a");

    await fixture.sees("set @hexai_command");
    expect(await boundTo(fixture, "a")).not.toContain("run-shell");
  });

  it.runIf(isExecutableTested)("needs no Node for the native executable", async ({ expect }) => {
    const fixture = await setUpTmuxAction(expect);
    await fixture.tmux.tmux("set-environment", "-g", "PATH", await pathWithoutNode(fixture));
    await fixture.tmux.tmux("set-buffer", CODE);
    await load(fixture);

    await fixture.press("C-b", "a");
    await fixture.sees("Rewrite selection");
    await fixture.press("i");
    await fixture.sees("accept");
    await fixture.press("Enter");

    await expect.poll(() => fixture.tmux.tmux("show-buffer"), WAIT).toBe(BETTER);
  });

  it("runs the user's command line instead", async ({ expect }) => {
    const fixture = await fixtureWith(expect, {
      "@hexai_command": `env WHO=me sh -c 'echo "$WHO" "$@" >"$HOME/ran"' sh`,
    });
    await load(fixture);

    await fixture.press("C-b", "a");

    await expect
      .poll(() => fixture.read("ran"), WAIT)
      .toBe("me --pane %0 --popup-width 60% --popup-height 50%\n");
  });

  it.for([
    { before: "#{hexai_status}", after: "#{@hexai_status}", why: "alone" },
    {
      before: "a #{hexai_status} b #{hexai_status};",
      after: "a #{@hexai_status} b #{@hexai_status};",
      why: "among others",
    },
    {
      before: "#[fg=red]x #{=5:window_name} 50%;",
      after: "#[fg=red]x #{=5:window_name} 50%;",
      why: "nowhere",
    },
    { before: " #{@hexai_status} ", after: " #{@hexai_status} ", why: "already filled in" },
    { before: "", after: "", why: "in an empty line" },
  ])("fills in the status where it stands: $why", async ({ before, after }, { expect }) => {
    const argument = before.replace(/;$/, "\\;");
    const fixture = await fixtureWith(expect, {
      "status-left": argument,
      "status-right": argument,
    });

    await load(fixture);
    await load(fixture);

    for (const option of ["status-left", "status-right"]) {
      expect(await valueOf(fixture, option)).toBe(after);
    }
  });

  it.for([
    { why: "of tmux 3.3a", prints: "" },
    {
      why: "of tmux 3.4, which prints a backslash before it",
      prints: String.raw`s/\$\([A-Za-z_{]\)/\\$\1/g`,
    },
  ])("leaves every $ of the status line alone: $why", async ({ prints }, { expect }) => {
    const line = String.raw`$HOME ${"${X}"} \$_y \\${"${Z}"} $1 $ #{hexai_status} \a #($SHELL)`;
    const format = "$F #{@hexai_status}";
    const fixture = await fixtureWith(expect, {
      "status-right": line,
      "@hexai_status_format": format,
    });
    await fixture.tmux.tmux("set-environment", "-g", "PATH", await pathWithTmux(fixture, prints));

    await load(fixture);
    await load(fixture);

    expect(await valueOf(fixture, "status-right")).toBe(line.replace("#{hexai_status}", format));
    expect(await fixture.tmux.tmux("show-options", "-g")).not.toContain("@hexai_dollar");
  });

  it("shows what the programs say, in the user's format", async ({ expect }) => {
    const fixture = await fixtureWith(expect, {
      "status-right": "[#{hexai_status}]",
      "status-right-length": "100",
      "@hexai_status_format": "AI: #{@hexai_status}",
    });
    await load(fixture);

    await fixture.filter("--action simplify --yes");

    await fixture.sees(/\[AI: Σ@1h reqs=1 /);
    expect(await fixture.screen()).not.toContain("⏳");
  });
});

async function fixtureWith(
  expect: ExpectStatic,
  options: Readonly<Record<string, string>>,
  fixture: TmuxActionSetup = {},
): Promise<TmuxActionFixture> {
  const started = await setUpTmuxAction(expect, { columns: 160, ...fixture });
  for (const [name, value] of Object.entries(options)) {
    await started.tmux.tmux("set-option", "-g", name, value);
  }
  return started;
}

/** The value of an option, byte for byte: `show-option` escapes some characters in tmux 3.4. */
async function valueOf({ tmux }: TmuxActionFixture, option: string): Promise<string> {
  return (await tmux.tmux("display-message", "-p", `#{${option}}`)).replace(/\n$/, "");
}

/** As a line `run-shell` in a tmux.conf does it. */
async function load({ tmux }: TmuxActionFixture): Promise<void> {
  await tmux.tmux("run-shell", PLUGIN);
}

/** What the key does behind the prefix; nothing when it is not bound. */
async function boundTo({ tmux }: TmuxActionFixture, key: string): Promise<string> {
  const keys = await tmux.tmux("list-keys"); // not every version takes a table
  const bindings = keys.split("\n").map((line) => ({ line, words: line.split(/\s+/) }));
  const found = bindings.find(({ words }) => words.includes("prefix") && words.includes(key));
  return found?.line ?? "";
}

/** The usual PATH, before it a tmux whose options are printed by way of this script of sed. */
async function pathWithTmux({ home }: TmuxActionFixture, script: string): Promise<string> {
  const bin = join(home, "other-tmux");
  await mkdir(bin);
  const { stdout } = await promisify(execFile)("sh", ["-c", "command -v tmux"]);
  const run = `${stdout.trim()} "$@"`;
  const lines = [
    `#!/bin/sh`,
    `case $1 in show-option) ${run} | sed '${script}' ;; *) ${run} ;; esac`,
    "",
  ];
  await writeFile(join(bin, "tmux"), lines.join("\n"), { mode: 0o700 });
  return `${bin}:${process.env["PATH"] ?? ""}`;
}

/** A PATH with what the plugin needs and no Node. */
async function pathWithoutNode({ home }: TmuxActionFixture): Promise<string> {
  const bin = join(home, "no-node");
  await mkdir(bin);
  for (const name of ["tmux", "sh", "sed", "awk", "dirname", "cat", "head"]) {
    const { stdout } = await promisify(execFile)("sh", ["-c", `command -v ${name}`]);
    await symlink(stdout.trim(), join(bin, name));
  }
  return bin;
}
