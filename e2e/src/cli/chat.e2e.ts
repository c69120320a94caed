import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ProviderReply, ProviderRequest, TmuxSession } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { type CliFixture, setUpCli } from "./cli-fixture.ts";

const PLACE = "Ctrl-D leaves";

describe("hexai chat", () => {
  it("asks one question after the other, with everything before", async ({ expect }) => {
    const { enter, provider, screen } = await chatting("-s ''");

    await enter("one", "re: one");
    await enter("two", "re: two");
    await enter("three", "re: three");

    expect(provider.requests.at(-1)?.messages).toEqual([
      ...turns("one", "two"),
      { role: "user", content: "three" },
    ]);
    expect(await screen()).toMatch(
      /^> one\nre: one\nprovider=[^>]*\n\n> two\nre: two\nprovider=.*\n\n> three$/mu,
    );
  });

  it("sends a paste of 200 lines as one message, with its tabs", async ({ expect }) => {
    const { session, home, provider, key, screen } = await chatting("-s ''");
    const text = Array.from({ length: 200 }, (_, index) => `line ${index}\t日本 🙂 |`).join("\n");
    const file = join(home.dir, "pasted");
    await writeFile(file, text);

    await session.tmux("load-buffer", file);
    await session.pasteRaw("-p");
    await vi.waitFor(async () => expect(await screen()).toContain("line 199"), PATIENCE);
    expect(provider.requests).toEqual([]);
    await key("Enter");

    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    expect(provider.requests[0]?.messages).toEqual([{ role: "user", content: text }]);
  });

  it("writes several lines, by Alt-Enter, Ctrl-J and a final backslash", async ({ expect }) => {
    const { session, provider, key } = await chatting("-s ''");

    for (const [text = "", end = ""] of [
      ["a", "M-Enter"],
      ["b", "C-j"],
      ["c\\", "Enter"],
      ["d", "Enter"],
    ]) {
      await session.tmux("send-keys", "-l", text);
      await key(end);
    }

    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)?.content).toBe("a\nb\nc\nd");
  });

  it("takes what begins with a slash and is no command for a question", async ({ expect }) => {
    const { enter, provider, session, screen } = await chatting();

    await enter("/etc/hosts what is this", "re: /etc/hosts what is this");
    await session.type("/help");

    await vi.waitFor(async () => expect(await screen()).toContain("/undo       take"), PATIENCE);
    expect(provider.requests).toHaveLength(1);
  });

  it("sends files along with the next question, and pictures again with every turn", async ({
    expect,
  }) => {
    const { enter, home, key, provider, screen, session } = await chatting("-s ''");
    await writeFile(join(home.dir, "my notes.md"), "a\n");
    await writeFile(join(home.dir, "dot.png"), "\x89PNG\r\n\x1a\nrest", "latin1");
    await writeFile(join(home.dir, ".env"), "TOKEN=1\n");

    await enter("/file ~/my notes.md", "~/my notes.md goes along with the next question");
    await enter(`/file ${home.dir}/dot.png`, "goes along with the next question");
    await enter("/file ~/.env", "may hold secrets");
    await enter("/file none", "cannot send none: there is no such file");
    await enter("/file", "/file needs a path");
    await enter("what?", "re: what?");
    await session.type("/retry");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(2), PATIENCE);
    await enter("and?", "re: and?");
    await key("Up");
    await key("Up");

    await vi.waitFor(async () => expect(await screen()).toMatch(/^> what\?$/mu), PATIENCE);
    const question = {
      role: "user",
      content: [
        {
          type: "image_url",
          image_url: { url: expect.stringContaining("data:image/png;base64,") },
        },
        {
          type: "text",
          text: `what?\n\n${home.dir}/my notes.md\n\`\`\`md\na\n\`\`\``,
        },
      ],
    };
    const [first, retried, next] = provider.requests.map(({ body }) => body["messages"]);
    expect(first).toEqual([question]);
    expect(retried).toEqual([question]);
    expect(next).toEqual([
      question,
      { role: "assistant", content: expect.stringContaining("re: what?") },
      { role: "user", content: "and?" },
    ]);
  });

  it("sends files of the command line along with the first question", async ({ expect }) => {
    const { enter, provider } = await chatting("-s '' -f /etc/hostname");

    await enter("what?", "re: what?");
    await enter("and?", "re: and?");

    expect(provider.requests[0]?.messages[0]?.content).toMatch(
      /^what\?\n\n\/etc\/hostname\n```\n/u,
    );
    expect(provider.requests[1]?.messages.at(-1)?.content).toBe("and?");
  });

  it("asks again, takes back, and goes on from there, also afterwards", async ({ expect }) => {
    const { enter, session, provider, key, screen } = await chatting("-s ''");
    await enter("one", "re: one");
    await enter("two", "re: two");

    await session.type("/retry");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(3), PATIENCE);
    await enter("/undo", 'took back "two"; 1 turn is left');
    await enter("three", "re: three");
    await enter("/undo", 'took back "three"; 1 turn is left');
    await key("C-d");
    await vi.waitFor(async () => expect((await screen()).trimEnd()).toMatch(/\n[$#]$/u), PATIENCE);
    await session.type("clear; $BIN -q -c four; echo end");

    await vi.waitFor(async () => expect(await screen()).toMatch(/^end$/mu), PATIENCE);
    expect(provider.requests.slice(1).map(({ messages }) => messages)).toEqual([
      [...turns("one"), { role: "user", content: "two" }],
      [...turns("one"), { role: "user", content: "two" }],
      [...turns("one"), { role: "user", content: "three" }],
      [...turns("one"), { role: "user", content: "four" }],
    ]);
  });

  it("goes on with the conversation of its terminal", async ({ expect }) => {
    const { pane, provider } = await setUpCli(NUMBERED);
    const session = await pane();
    await session.type("clear; $BIN -q -s '' one; $BIN chat -c");
    await vi.waitFor(async () => expect(await session.screen()).toContain(PLACE), PATIENCE);
    expect(await session.screen()).toContain('continues "one", 2 messages, just now');

    await session.type("two");

    await vi.waitFor(() => expect(provider.requests).toHaveLength(2), PATIENCE);
    expect(provider.requests[1]?.messages).toEqual([
      ...turns("one"),
      { role: "user", content: "two" },
    ]);
  });

  it("has Ctrl-C stop an answer, clear a line, and say on an empty one how to leave", async ({
    expect,
  }) => {
    const { enter, session, provider, key, screen } = await chatting("-s ''", ({ messages }) =>
      messages.at(-1)?.content === "hang"
        ? { type: "hang", deltas: ["half an answer\n\n", "and"] }
        : NUMBERED({ messages }),
    );

    await enter("hang", "half an answer");
    await key("C-c");
    await vi.waitFor(async () => expect(await screen()).toMatch(/^stopped\n\n>$/mu), PATIENCE);
    expect(provider.requests[0]?.closedEarly).toBe(true);

    await session.tmux("send-keys", "-l", "not sent");
    await vi.waitFor(async () => expect(await screen()).toMatch(/^> not sent$/mu), PATIENCE);
    await key("C-c");
    await vi.waitFor(async () => expect(await screen()).not.toContain("not sent"), PATIENCE);

    await key("C-c");
    await vi.waitFor(
      async () => expect((await screen()).match(/Ctrl-D leaves/gu)).toHaveLength(2),
      PATIENCE,
    );

    await enter("more", "re: more");
    expect(provider.requests.at(-1)?.messages.map(({ content }) => content)).toEqual([
      "hang",
      "half an answer\n\nand",
      "more",
    ]);
  });

  it("says what went wrong, and goes on", async ({ expect }) => {
    const { enter, provider } = await chatting("-s ''", ({ messages }) =>
      messages.at(-1)?.content === "bad"
        ? { type: "status", status: 400, body: { error: { message: "no such thing" } } }
        : NUMBERED({ messages }),
    );

    await enter("bad", "no such thing");
    await enter("good", "re: good");

    expect(provider.requests.at(-1)?.messages).toEqual([{ role: "user", content: "good" }]);
  });

  it("asks what was typed before it had the terminal", async ({ expect }) => {
    const { pane, provider } = await setUpCli(NUMBERED);
    const session = await pane();

    await session.type("$BIN chat -s ''; echo; echo en''d");
    await session.type("one");
    await session.type("two");

    await vi.waitFor(() => expect(provider.requests).toHaveLength(2), PATIENCE);
    expect(provider.requests.at(-1)?.messages).toEqual([
      ...turns("one"),
      { role: "user", content: "two" },
    ]);
    await session.tmux("send-keys", "C-d");
    await vi.waitFor(async () => expect(await session.screen()).toMatch(/^end$/mu), PATIENCE);
  });

  it("takes what is typed during an answer for the next question", async ({ expect }) => {
    const { session, provider, enter } = await chatting("-s ''", ({ messages }) =>
      messages.length === 1
        ? { type: "answer", deltas: ["slow"], delayMs: 1000 }
        : NUMBERED({ messages }),
    );
    await session.type("first");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);

    await enter("second", "re: second");

    expect(provider.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual([
      "first",
      "second",
    ]);
  });

  it("draws an answer with wide characters whole in a window that is resized", async ({
    expect,
  }) => {
    const items = Array.from({ length: 12 }, (_, index) => `- item ${index} 日本語 🙂 **bold**\n`);
    const { session, screen } = await chatting("", () => ({
      type: "answer",
      deltas: items,
      delayMs: 60,
    }));
    await session.type("list");
    await vi.waitFor(async () => expect(await screen()).toContain("item 2"), PATIENCE);

    await session.tmux("resize-window", "-x", "40");

    await vi.waitFor(async () => expect(await screen()).toMatch(/^>$/mu), PATIENCE);
    const shown = (await screen()).match(/^• item \d+ 日本語 🙂 bold$/gmu);
    expect(shown).toEqual(items.map((_, index) => `• item ${index} 日本語 🙂 bold`));
  });

  it("draws what is being written anew in a window that is resized", async ({ expect }) => {
    const { session, screen, key, provider } = await chatting("-s ''");
    const text = "日本語 🙂 ".repeat(12).trim();
    await session.tmux("send-keys", "-l", text);
    await vi.waitFor(
      async () => expect((await screen()).match(/日本語/gu)).toHaveLength(12),
      PATIENCE,
    );

    await session.tmux("resize-window", "-x", "30");
    await vi.waitFor(
      async () => expect(await screen()).toMatch(/^> 日本語 🙂 日本語 🙂 日本語$/mu),
      PATIENCE,
    );
    await session.tmux("resize-window", "-x", "100");
    await vi.waitFor(
      async () => expect((await screen()).match(/^> 日本語/gmu)).toHaveLength(1),
      PATIENCE,
    );
    await key("Enter");

    await vi.waitFor(() => expect(provider.requests).toHaveLength(1), PATIENCE);
    expect(provider.requests[0]?.messages[0]?.content).toBe(text);
  });

  it("gives the terminal back while it is stopped by Ctrl-Z, and at its end", async ({
    expect,
  }) => {
    const { session, screen, key } = await chatting();
    await session.tmux("send-keys", "-l", "written");
    await vi.waitFor(async () => expect(await screen()).toContain("> written"), PATIENCE);

    await key("C-z");
    await vi.waitFor(async () => expect(await screen()).toMatch(/stopped/iu), PATIENCE);
    expect(await modes(session)).toBe("icanon echo");
    await session.type("fg");
    await vi.waitFor(async () => expect(await screen()).toMatch(/^> written$/mu), PATIENCE);
    await key("C-u");
    await key("C-d");

    await vi.waitFor(async () => expect((await screen()).trimEnd()).toMatch(/\n[$#]$/u), PATIENCE);
    expect(await modes(session)).toBe("icanon echo");
  });

  it.for(["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR2"] as const)(
    "gives the terminal back on %s",
    async (signal, { expect }) => {
      const { session } = await chatting();
      const shell = (await session.tmux("display-message", "-p", "#{pane_pid}")).trim();
      const { stdout } = await promisify(execFile)("pgrep", ["-P", shell]);
      const pid = Number(stdout.trim());

      process.kill(pid, signal);

      await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), PATIENCE);
      expect(await modes(session)).toBe("icanon echo");
    },
  );

  it("is refused without a terminal, and with words", async ({ expect }) => {
    const { hexai } = await setUpCli();

    const piped = await hexai(["chat"], { stdin: "one\ntwo\n" });
    const asked = await hexai(["chat", "about", "monads"]);

    expect(piped).toMatchObject({ code: 2, out: "" });
    expect(piped.err).toContain("hexai chat needs a terminal");
    expect(asked).toMatchObject({ code: 2, out: "" });
    expect(asked.err).toContain("hexai -- chat about monads");
  });

  it("keeps what was said in one conversation", async ({ expect }) => {
    const { enter, home, key, hexai } = await chatting("--name work");
    await enter("one", "re: one");
    await enter("two", "re: two");
    await key("C-d");

    const names = await readdir(join(home.dir, ".local/state/hexai/conversations"));
    expect(names.filter((name) => name.endsWith(".jsonl"))).toHaveLength(1);
    expect((await hexai(["log", "show", "work"])).out.match(/^> .*$/gmu)).toEqual([
      "> one",
      "> two",
    ]);
  });
});

const NUMBERED = ({ messages }: Pick<ProviderRequest, "messages">): ProviderReply => ({
  type: "answer",
  deltas: ["re: ", messages.at(-1)?.content ?? ""],
});

function turns(...questions: readonly string[]) {
  return questions.flatMap((question) => [
    { role: "user", content: question },
    { role: "assistant", content: `re: ${question}` },
  ]);
}

/** A chat in a pane. */
async function chatting(
  flags = "",
  reply: (request: ProviderRequest) => ProviderReply = NUMBERED,
): Promise<
  CliFixture & {
    readonly session: TmuxSession;
    readonly screen: () => Promise<string>;
    readonly key: (name: string) => Promise<unknown>;
    /** Types a line, and waits until `answer` is on the screen and another line can be typed. */
    readonly enter: (line: string, answer: string) => Promise<void>;
  }
> {
  const fixture = await setUpCli(reply);
  const session = await fixture.pane({ columns: 100, rows: 40 });
  await session.type(`clear; $BIN chat ${flags}`);
  const screen = async (): Promise<string> => (await session.screen()).replaceAll(/ +$/gmu, "");
  await vi.waitFor(async () => {
    if (!(await screen()).includes(PLACE)) {
      throw new Error("the chat has not begun");
    }
  }, PATIENCE);
  return {
    ...fixture,
    session,
    screen,
    key: (name) => session.tmux("send-keys", name),
    async enter(line, answer) {
      await session.type(line);
      await vi.waitFor(async () => {
        const shown = await screen();
        const at = shown.lastIndexOf(`> ${line}`);
        if (!shown.slice(at + line.length + 2).includes(answer)) {
          throw new Error(`not shown: ${answer}\n${shown}`);
        }
      }, PATIENCE);
    },
  };
}

let asked = 0;

/** Whether the terminal of a shell takes lines and echoes them, as the shell left it. */
async function modes(session: TmuxSession): Promise<string> {
  asked += 1;
  const mark = `modes ${asked}:`;
  await session.type(
    `clear; printf '%s%s\\n' 'modes ' "${asked}: $(stty -a | grep -oE -- '-?(icanon|echo) ' | tr -d '\\n')"`,
  );
  let found = "";
  await vi.waitFor(async () => {
    const shown = await session.screen();
    const at = shown.lastIndexOf(mark);
    if (at === -1) {
      throw new Error(`not shown: ${mark}`);
    }
    found =
      shown
        .slice(at + mark.length)
        .split("\n")[0]
        ?.trim() ?? "";
  }, PATIENCE);
  return found;
}
