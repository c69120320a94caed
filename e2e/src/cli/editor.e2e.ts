import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { setUpCli } from "./cli-fixture.ts";

describe("hexai without a prompt on a terminal", () => {
  it("asks what a person writes in the editor, in a file that is private and gone", async ({
    expect,
  }) => {
    const { terminal, provider, file, left } = await editing(
      'stat -c %a "$2" "${2%/*}" > seen; echo "$1" "${2##*/}" >> seen; printf "# why\\n\\nso?\\n" > "$2"',
    );

    await terminal.type('EDITOR="$ED --wait" "$BIN" -q');

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toContain("You said: # why\n");
    }, PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("# why\n\nso?");
    expect(await file("seen")).toBe("600\n700\n--wait prompt.md\n");
    expect(await left()).toEqual([]);
  });

  it.for([
    { script: "true", code: 2, says: "the file was left empty", why: "saves nothing" },
    { script: "exit 3", code: 1, says: "ended with exit code 3", why: "fails" },
    { script: "kill -9 $$", code: 1, says: "ended with SIGKILL", why: "is killed" },
  ])("asks nothing when the editor $why", async ({ script, code, says }, { expect }) => {
    const { terminal, provider, left } = await editing(script);

    await terminal.type('EDITOR="$ED --wait" "$BIN" -q; echo "code $?"');

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toContain(`\ncode ${code}\n`);
    }, PATIENCE);
    expect(await terminal.screen()).toContain(says);
    expect(provider.requests).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it("says which editor cannot be started", async ({ expect }) => {
    const { terminal, left } = await editing("true");

    await terminal.type('VISUAL="no-such-editor -w" "$BIN"; echo "code $?"');

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toMatch(
        /^hexai: "no-such-editor" cannot be started \(ENOENT\); .*\ncode 1\n/mu,
      );
    }, PATIENCE);
    expect(await left()).toEqual([]);
  });

  it("says that the editor's command line is malformed", async ({ expect }) => {
    const { terminal, left } = await editing("true");

    await terminal.type(`EDITOR="vi '" "$BIN"; echo "code $?"`);

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toMatch(
        /^hexai: EDITOR is malformed: "vi '" ends inside quotes .*\ncode 1\n/msu,
      );
    }, PATIENCE);
    expect(await left()).toEqual([]);
  });

  it("leaves Ctrl-C to the editor", async ({ expect }) => {
    const { terminal, home, file } = await editing(
      'trap "touch caught" INT; touch begun; while [ ! -e caught ]; do sleep 0.02; done; printf x > "$2"',
    );

    await terminal.type('EDITOR="$ED -w" "$BIN" -q');
    await vi.waitFor(() => file("begun"), PATIENCE);
    await terminal.tmux("send-keys", "C-c");

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toContain("You said: x\n");
    }, PATIENCE);
    expect(await readdir(home.dir)).toContain("caught");
  });

  it("ends the editor and removes the file when it is terminated", async ({ expect }) => {
    const { terminal, file, left } = await editing(
      'printf secret > "$2"; echo "$PPID" > begun; exec sleep 60',
    );

    await terminal.type('EDITOR="$ED -w" "$BIN" -q; echo "code $?"');
    const pid = await vi.waitFor(async () => {
      const begun = Number(await file("begun"));
      expect(begun).toBeGreaterThan(1);
      return begun;
    }, PATIENCE);
    expect(await left()).toHaveLength(1);
    process.kill(pid, "SIGTERM");

    await vi.waitFor(async () => {
      expect(await terminal.screen()).toContain("\ncode 143\n");
    }, PATIENCE);
    expect(await left()).toEqual([]);
  });

  it("does not come up without a terminal", async ({ expect }) => {
    const { hexai } = await setUpCli();

    const result = await hexai([], { env: { EDITOR: "touch" } });

    expect(result).toMatchObject({
      code: 2,
      err: expect.stringContaining("nothing to ask\nUsage:"),
    });
  });
});

/** A terminal with `script` as the editor `$ED`, and a temporary directory to look at. */
async function editing(script: string) {
  const { pane, home, provider } = await setUpCli();
  const temporary = join(home.dir, "tmp");
  await mkdir(temporary);
  await writeFile(join(home.dir, "editor"), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  const terminal = await pane();
  await terminal.type(
    `cd "$HOME"; export TMPDIR="$HOME/tmp" ED="$HOME/editor"; clear; echo rea''dy`,
  );
  await vi.waitUntil(async () => /^ready\n.*[#$]/u.test(await terminal.screen()), PATIENCE);
  return {
    terminal,
    home,
    provider,
    file: (name: string) => readFile(join(home.dir, name), "utf8"),
    left: () => readdir(temporary),
  };
}
