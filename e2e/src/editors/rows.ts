import type { ProviderReply, ProviderRequest } from "@hexai/testing";
import { type ExpectStatic, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import type { EditorClient } from "./editor-client.ts";
import type { Scene } from "./scene.ts";

/** What a row plays with. */
interface Play extends Scene {
  readonly editor: EditorClient;
  /** Whether an item of several lines goes in whole. */
  readonly lines: "all" | "first";
  readonly expect: ExpectStatic;
}

/** What the editors are tried with: each row with each client. */
export const ROWS: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  // It comes first, because the statistics follow an answer and would count one of the row before.
  "counts in the statistics what was answered": async (play) => {
    const { editor, write, answerWith, expect } = play;
    answerWith(completing("completed();"));
    await write("notes.md", "# A\n\nend\n");
    await editor.open("notes.md");
    await editor.moveBehind("A\n");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();
    await expectText(play, "# A\ncompleted();\nend\n");
    answerWith(answering("A view"));
    await editor.moveBehind("end");
    await editor.type(" why?>");
    await expectText(play, "# A\ncompleted();\nend why?\n> A view\n");

    await vi.waitFor(async () => {
      const answered = play.requests().filter(({ closedEarly }) => !closedEarly).length;
      expect(await play.counted()).toBe(answered);
    }, PATIENCE);
  },

  "takes a completion behind an emoji": async ({ editor, write, answerWith, expect }) => {
    answerWith(completing("completed();"));
    await write("a.ts", "const 🙂 = 1;\n\n");
    await editor.open("a.ts");
    await editor.moveBehind("1;\n");
    await editor.type("🙂x = comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await expectText({ editor, expect }, "const 🙂 = 1;\n🙂x = completed();\n");
  },

  "has an item while a word is typed at 40 ms a key": (play) => typeWord(play, 40),
  "has an item while a word is typed at 120 ms a key": (play) => typeWord(play, 120),
  "has an item while a word is typed at 300 ms a key": (play) => typeWord(play, 300),

  "takes an item in the middle of its word": async (play) => {
    const { editor, write, answerWith, expect } = play;
    answerWith(completing("completed"));
    await write("a.ts", "f(, 1)\n");
    await editor.open("a.ts");
    await editor.moveBehind("f(");
    await editor.type("com", { staysInWord: true });
    await editor.awaitItem();
    await editor.type("pl", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await expectText(play, "f(completed, 1)\n");
    expect(await editor.told()).not.toMatch(/error/i);
  },

  "takes an item of several lines": async (play) => {
    const { editor, write, answerWith, lines } = play;
    answerWith(completing("compute(() => {\n    one();\n  });"));
    await write("a.ts", "function f() {\n  \n}\n");
    await editor.open("a.ts");
    await editor.moveBehind("{\n  ");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await expectText(
      play,
      lines === "all"
        ? "function f() {\n  compute(() => {\n    one();\n  });\n}\n"
        : "function f() {\n  compute(() => {\n}\n",
    );
  },

  "takes back each of five actions in one step": async (play) => {
    const { editor, write, answerWith, expect } = play;
    const before = "// make it async 🙂\nf(1);\ng();\n";
    await write("a.ts", before);
    await editor.open("a.ts");
    for (const title of ACTIONS) {
      // Emacs drops what comes together with the answer to its command, and no model answers at once.
      const deltas = ["```ts\n", `h("${title}");\n`, "h();\n```"];
      answerWith(() => ({ type: "answer", deltas, delayMs: 40 }));
      await editor.act(title, 0, 1);
      await expectText(play, `h("${title}");\nh();\ng();\n`);
      await editor.undo();
      await expectText(play, before);
    }
    expect(await editor.told()).not.toMatch(/error|fail/i);
  },

  "answers a question, and asks nobody again when that is undone and redone": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(answering("be\n\n", "cause 日"));
    await write("notes.md", "# 🙂\n\nend\n");
    await editor.open("notes.md");
    await editor.moveBehind("🙂\n");
    await editor.type("why?>");
    await expectText(play, "# 🙂\nwhy?\n> be\n>\n> cause 日\nend\n");
    await undoneTo(play, "# 🙂\nwhy?>\nend\n");
    await editor.redo();
    await editor.undo();
    await expectText(play, "# 🙂\nwhy?>\nend\n");

    askedOnce(play, "why?");
  },

  "writes what a tag asks for, and asks nobody again when that is undone": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(answering("42"));
    await write("a.ts", "const 🙂 = 1;\n\n");
    await editor.open("a.ts");
    await editor.moveBehind("1;\n");
    await editor.type("const b = >!the answer>");
    await expectText(play, "const 🙂 = 1;\nconst b = 42\n");
    await undoneTo(play, "const 🙂 = 1;\nconst b = >!the answer>\n");

    askedOnce(play, "the answer");
  },

  "keeps what is typed while a slow provider answers": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(() => ({ type: "answer", deltas: ["be", "cause"], delayMs: 300 }));
    await write("notes.md", "# A\n\nend\n");
    await editor.open("notes.md");
    await editor.moveBehind("A\n");
    await editor.type("why?>");
    await asked(play);
    await editor.moveBehind("end");
    await editor.type(" typed");

    await expectText(play, "# A\nwhy?\n> because\nend typed\n");
  },

  "offers what a slow provider completes": async (play) => {
    const { editor, write, answerWith } = play;
    const complete = completing("completed");
    answerWith((request) => ({ ...complete(request), type: "answer", delayMs: 250 }));
    await write("a.ts", "\n");
    await editor.open("a.ts");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await expectText(play, "completed\n");
  },

  "leaves the text alone and says why when the provider fails": async (play) => {
    const { editor, write, answerWith, expect } = play;
    answerWith(failing);
    await write("notes.md", "# A\n\n");
    await editor.open("notes.md");
    await editor.moveBehind("A\n");
    await editor.type("why?>");
    await vi.waitFor(async () => expect(await editor.told()).toContain("No such model"), PATIENCE);

    await expectText(play, "# A\nwhy?>\n");
  },

  "sends nothing of a file that .gitignore names": async (play) => {
    const { editor, write, answerWith, expect } = play;
    answerWith(answering("leaked"));
    await write(".gitignore", "secret.md\n");
    await write("secret.md", "# A\n\n");
    await editor.open("secret.md");
    await editor.moveBehind("A\n");
    await editor.type("comp", { keyMs: 40 });
    await editor.type("\nwhy?>");
    await vi.waitFor(async () => expect(await editor.told()).toContain("secret.md"), PATIENCE);

    expect(play.requests()).toEqual([]);
    await expectText(play, "# A\ncomp\nwhy?>\n");
  },

  "keeps the line breaks of a file with CRLF": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(answering("be\n\n", "cause"));
    await write("notes.md", "# A\r\n\r\nend\r\n");
    await editor.open("notes.md");
    await editor.moveBehind("A");
    await editor.type("why?>");

    await expectText(play, "# Awhy?\r\n> be\r\n>\r\n> cause\r\n\r\nend\r\n");
  },

  "answers on the last line of a file without a final line break": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(answering("A ", "view"));
    await write("notes.md", "# A\nend");
    await editor.open("notes.md");
    await editor.moveBehind("end");
    await editor.type("?>");

    await expectText(play, "# A\nend?\n> A view");
  },

  "serves a file of 50,000 lines": async (play) => {
    const { editor, write, answerWith, expect } = play;
    const line = "f(1, 2);\n"; // files over 1 MiB stay at home
    const [before, after] = [line.repeat(25_000), line.repeat(25_000)];
    answerWith(completing("completed();"));
    await write("a.ts", `${before}// here\n\n${after}`);
    await editor.open("a.ts");
    await editor.moveBehind("// here\n");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();
    await expectText(play, `${before}// here\ncompleted();\n${after}`);
    answerWith(answering("A view"));
    await editor.moveBehind("// here");
    await editor.type(": why?>");
    await expectText(play, `${before}// here: why?\n// > A view\ncompleted();\n${after}`);

    expect(play.requests().every(({ body }) => JSON.stringify(body).length < 100_000)).toBe(true);
  },

  "answers in a buffer without a file, or says what to do": async ({
    editor,
    answerWith,
    expect,
  }) => {
    answerWith(answering("A view"));
    await editor.openUnnamed();
    await editor.type("why?>");

    await vi.waitFor(async () => {
      const [text, told] = [await editor.text(), await editor.told()];
      const isRefused = told.includes("save it under one first");
      expect(text.trimEnd()).toBe(isRefused ? "why?>" : "why?\n> A view");
    }, PATIENCE);
  },

  "serves a file that is not UTF-8": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(completing("completed();"));
    await write("a.ts", Buffer.from("// déjà vu\n\n", "latin1"));
    await editor.open("a.ts");
    await editor.moveBehind(" vu\n");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await vi.waitFor(
      async () => play.expect(await editor.text()).toMatch(/ vu\ncompleted\(\);\n$/),
      PATIENCE,
    );
  },

  "ends an answer whose buffer is closed": async (play) => {
    const { editor, write, answerWith, expect } = play;
    answerWith(() => ({ type: "hang", deltas: ["be"] }));
    await write("notes.md", "# A\n\n");
    await editor.open("notes.md");
    await editor.moveBehind("A\n");
    await editor.type("why?>");
    await asked(play);
    await editor.close();

    await vi.waitFor(() => expect(chats(play)[0]?.closedEarly).toBe(true), PATIENCE);
    expect(await editor.told()).not.toMatch(/error/i);
  },

  "serves again after the server was started anew": async (play) => {
    const { editor, write, answerWith } = play;
    answerWith(completing("completed();"));
    await write("a.ts", "one\n\n");
    await editor.open("a.ts");
    await editor.moveBehind("one");
    await editor.type(" two");
    await editor.restart();
    await editor.moveBehind("two\n");
    await editor.type("comp", { staysInWord: true });
    await editor.awaitItem();
    await editor.acceptItem();

    await expectText(play, "one two\ncompleted();\n");
  },
};

const ACTIONS = [
  "Rewrite selection",
  "Document code",
  "Simplify and improve",
  "Fix typos",
  "Shout",
];

/** Marks the cursor in the prompt of a completion. */
const CURSOR = "<|cursor|>";

/** The model knows the whole text, whatever of it stands before the cursor. */
function completing(
  whole: string,
): (request: ProviderRequest) => ProviderReply & { type: "answer" } {
  return ({ messages }) => {
    const [before = ""] = messages.at(-1)?.content.split(CURSOR) ?? [];
    const typed = /\w*$/u.exec(before)?.[0] ?? "";
    const rest = typed !== "" && whole.startsWith(typed) ? whole.slice(typed.length) : "";
    return { type: "answer", deltas: [rest] };
  };
}

function answering(...deltas: readonly string[]): () => ProviderReply {
  return () => ({ type: "answer", deltas });
}

function failing(): ProviderReply {
  return { type: "status", status: 400, body: { error: { message: "No such model." } } };
}

async function typeWord(play: Play, keyMs: number): Promise<void> {
  const { editor, write, answerWith, expect } = play;
  answerWith(completing("completed();"));
  await write("a.ts", "const one = 1;\n\n");
  await editor.open("a.ts");
  await editor.moveBehind("1;\n");
  await editor.type("two = comp", { keyMs, staysInWord: true });
  await editor.awaitItem();
  await editor.acceptItem();

  await expectText(play, "const one = 1;\ntwo = completed();\n");
  expect(play.requests().length).toBeLessThan("two = comp".length);
}

/** A longer difference takes longer to print than a test may last, in characters. */
const MOST_PRINTED = 10_000;

async function expectText(
  { editor, expect }: Pick<Play, "editor" | "expect">,
  text: string,
): Promise<void> {
  await vi.waitFor(async () => {
    const current = await editor.text();
    if (text.length > MOST_PRINTED) {
      expect(current === text, "the text is as expected").toBe(true);
    } else {
      expect(current).toBe(text);
    }
  }, PATIENCE);
}

/** An answer may be written in several steps. */
async function undoneTo(play: Play, text: string): Promise<void> {
  const { editor } = play;
  for (let steps = 0; steps < MAX_STEPS && (await editor.text()) !== text; steps += 1) {
    await editor.undo();
  }
  await expectText(play, text);
}

const MAX_STEPS = 8;

/** The messages of questions, actions and tags. */
function chats({ requests }: Pick<Scene, "requests">): readonly ProviderRequest[] {
  return requests().filter(({ messages }) => messages.at(-1)?.content.includes(CURSOR) === false);
}

async function asked(play: Play): Promise<void> {
  await vi.waitFor(() => play.expect(chats(play)).not.toEqual([]), PATIENCE);
}

/** One request went out with this in its last message, and no other, save for completions. */
function askedOnce(play: Play, text: string): void {
  const all = chats(play).map(({ messages }) => messages.at(-1)?.content ?? "");
  play.expect(all.filter((content) => content.includes(text))).toHaveLength(1);
}
