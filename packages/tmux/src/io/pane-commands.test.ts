import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { attachTmux, startTmux, type TmuxSession } from "@hexai/testing";
import { type ExpectStatic, describe, it, onTestFinished } from "vitest";

import { type AskTmux, createTmuxClient } from "./ask-tmux.ts";
import { copySelection } from "./copy-selection.ts";
import { openPopup } from "./open-popup.ts";
import { openSplit } from "./open-split.ts";
import { pasteInto, readPasteBuffer, writePasteBuffer } from "./paste-buffers.ts";
import { readTmuxFacts } from "./read-facts.ts";
import { showTmuxMessage } from "./show-message.ts";
import { untilServerStalls } from "./watch-server.ts";

const SIZE = { columns: 80, rows: 20 };
const WAIT = { timeout: 10_000, interval: 20 };
const ODD = Buffer.from("a\0\xff\xfe\r\n\x1b[31mé", "latin1");

describe("paste buffers", () => {
  it("carry every byte, and more than tmux takes as an argument", async ({ expect }) => {
    const { ask } = await started();
    const bytes = Buffer.concat([ODD, Buffer.alloc(300_000, "x\n")]);

    expect(await writePasteBuffer(bytes, false, ask)).toBe(true);

    expect(Buffer.from((await readPasteBuffer(ask)) ?? "").equals(bytes)).toBe(true);
  });

  it("take a text for the clipboard from a tmux that knows none, too", async ({ expect }) => {
    const { ask } = await started();
    const askOld: AskTmux = (args, question) =>
      ask(args.includes("-w") ? ["no-such-command"] : args, question);

    expect(await writePasteBuffer("text", true, askOld)).toBe(true);

    expect(Buffer.from((await readPasteBuffer(ask)) ?? "").toString()).toBe("text");
  });

  it("are not there at first", async ({ expect }) => {
    const { ask } = await started();

    expect(await readPasteBuffer(ask)).toBeUndefined();
  });

  it("are pasted into a pane that is in copy mode", async ({ expect }) => {
    const { session, ask } = await started();
    await session.tmux("copy-mode");
    await writePasteBuffer("echo pasted", false, ask);

    expect(await pasteInto("%0", true, ask)).toBe(true);

    await expect.poll(() => session.screen(), WAIT).toContain("echo pasted");
    expect(await readTmuxFacts("%0", ask)).toMatchObject({ isInMode: false });
  });
});

describe("copySelection", () => {
  it("hands over what is selected and leaves the rest as it is", async ({ expect }) => {
    const { session, ask } = await started();
    const directory = await mkdtemp(join(tmpdir(), "it's a directory-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    await session.type("clear; printf 'one\\ntwo\\n'");
    await expect.poll(() => session.screen(), WAIT).toMatch(/^two/m);
    await session.tmux("copy-mode");
    for (const command of ["top-line", "start-of-line", "begin-selection", "cursor-down"]) {
      await session.tmux("send-keys", "-X", command);
    }
    expect(await readTmuxFacts("%0", ask)).toMatchObject({ hasSelection: true, isInMode: true });

    const selected = await copySelection("%0", directory, ask);

    expect(Buffer.from(selected ?? "").toString()).toBe("one\n");
    expect(await readTmuxFacts("%0", ask)).toMatchObject({ hasSelection: true });
    expect(await readPasteBuffer(ask)).toBeUndefined();
  });
});

describe("openPopup", () => {
  it("hands arguments over as they are and tells when it is closed", async ({ expect }) => {
    const { session, env } = await started({ isAttached: true });
    const directory = await mkdtemp(join(tmpdir(), "popup-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const script = join(directory, "script");
    await writeFile(script, `#!/bin/sh\nprintf '%s\\n' "$@" >"${directory}/args"\n`, {
      mode: 0o700,
    });

    const popup = openPopup(
      [script, "a b;", "$HOME '#{pane_id}' #(id) ~ \\", "", ";"],
      { width: "#{e|/:#{client_width},2}", height: "5" },
      env,
    );

    await expect(popup.closed).resolves.toBe("closed");
    expect(await readFile(join(directory, "args"), "utf8")).toBe(
      "a b;\n$HOME '#{pane_id}' #(id) ~ \\\n\n;\n",
    );
    expect(session.pid).toBeGreaterThan(0);
  });

  it("is refused where nobody looks", async ({ expect }) => {
    const { env } = await started();

    await expect(openPopup(["true"], { width: "9", height: "9" }, env).closed).resolves.toBe(
      "refused",
    );
  });
});

describe("openSplit", () => {
  it("runs a program in a pane of its own, which goes away with it", async ({ expect }) => {
    const { session, ask } = await started();

    await openSplit(["sh", "-c", "echo below; exec sleep 60"], "%0", ask);

    await expect.poll(() => session.screen(), WAIT).toContain("below");
    await session.tmux("respawn-pane", "-k", "true");
    await expect.poll(() => session.tmux("list-panes", "-F", "#{pane_id}"), WAIT).toBe("%0\n");
  });
});

describe("showTmuxMessage", () => {
  it.for(["100% #{pane_id} #(touch pwned) #[fg=red]x %H ;", "two\nlines;", "-t %9"])(
    "shows %j as it is, on one line",
    async (text, { expect }) => {
      const { ask, screen } = await started({ isAttached: true });

      expect(await showTmuxMessage(`hexai: ${text}`, "%0", ask)).toBe(true);

      await expectLastRow(expect, screen, `hexai: ${text.replace("\n", " ")}`);
    },
  );
});

describe("readTmuxFacts", () => {
  it("knows the client that looks at the pane", async ({ expect }) => {
    const { ask } = await started({ isAttached: true });

    expect(await readTmuxFacts("%0", ask)).toMatchObject({ ...SIZE, clients: 1 });
  });

  it("says why there are none", async ({ expect }) => {
    const { session, ask, env } = await started();

    expect(await readTmuxFacts("%77", ask)).toBe("failed");
    expect(await readTmuxFacts("%0", createTmuxClient({ ...env, PATH: "/nonexistent" }))).toBe(
      "missing",
    );
    await session.tmux("kill-server");
    expect(await readTmuxFacts("%0", ask)).toBe("failed");
  });
});

describe("untilServerStalls", () => {
  it("resolves when a server does not answer any more", async ({ expect }) => {
    const { session, ask } = await started();
    const { signal } = new AbortController();
    const watching = untilServerStalls(ask, signal, { everyMs: 10, patienceMs: 200 });
    const answering = session.tmux("run-shell", "-d", "0.5");
    await expect(Promise.race([watching, answering])).resolves.toBe("");

    process.kill(session.pid, "SIGSTOP");

    await expect(watching).resolves.toBeUndefined();
  });

  it("resolves when nobody waits any more", async ({ expect }) => {
    const { ask } = await started();

    await expect(untilServerStalls(ask, AbortSignal.abort())).resolves.toBeUndefined();
  });
});

async function started({ isAttached = false } = {}) {
  const session = await startTmux(SIZE);
  onTestFinished(() => session.stop());
  const env = { ...process.env, ...session.inside };
  return {
    session,
    env,
    ask: createTmuxClient(env),
    screen: isAttached ? await attached(session) : () => session.screen(),
  };
}

async function attached(session: TmuxSession): Promise<() => Promise<string>> {
  const outer = await attachTmux(session, SIZE);
  onTestFinished(() => outer.stop());
  while ((await session.tmux("list-clients", "-F", "#{client_width}")) === "") {
    // tmux starts
  }
  return () => outer.screen();
}

async function expectLastRow(
  expect: ExpectStatic,
  screen: () => Promise<string>,
  text: string,
): Promise<void> {
  await expect
    .poll(async () => (await screen()).trimEnd().split("\n").at(-1)?.trimEnd(), WAIT)
    .toBe(text);
}
