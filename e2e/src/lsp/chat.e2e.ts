import type { LanguageClient, ProviderReply } from "@hexai/testing";
import { describe, it, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";
import { answering, type LspSetup, setUpLsp } from "./lsp-fixture.ts";

const HELIX = { clientInfo: { name: "helix", version: "25.07.1" } };

describe("a question in a document", () => {
  it("is answered below its line", async ({ expect }) => {
    const { client, uri, provider } = await opened("# Notes\n\nWhat is a slice?\nmore\n", {
      respond: answering("A view\n\n", "of an array.", "\n"),
    });

    type(client, uri, "slice?", ">");

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(
        "# Notes\n\nWhat is a slice?\n> A view\n>\n> of an array.\nmore\n",
      );
    }, PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)).toEqual({
      role: "user",
      content: "What is a slice?",
    });
    expect(provider.requests[0]?.messages[0]?.content).toContain("notes.md (markdown)");
    expect(client.messages).toEqual([]);
  });

  it("is answered at the end of a document without a last line break", async ({ expect }) => {
    const { client, uri } = await opened("why?", { respond: answering("because") });

    type(client, uri, "why?", ">");

    await vi.waitFor(() => expect(client.document(uri).text).toBe("why?\n> because"), PATIENCE);
  });

  it("takes what was asked before along", async ({ expect }) => {
    const text = "1?\n> one\n\n2?\n> two\n\nand 3?\n";
    const { client, uri, provider } = await opened(text, { respond: answering("three") });

    type(client, uri, "and 3?", ">");

    await vi.waitFor(() => expect(client.document(uri).text).toContain("> three"), PATIENCE);
    expect(provider.requests[0]?.messages.slice(1)).toEqual([
      { role: "user", content: "1?" },
      { role: "assistant", content: "one" },
      { role: "user", content: "2?" },
      { role: "assistant", content: "two" },
      { role: "user", content: "and 3?" },
    ]);
  });

  it("is answered inside of its comment", async ({ expect }) => {
    const text = "f();\n  // why?\ng();\n";
    const { client, uri } = await opened(text, {
      path: "a.rs",
      languageId: "rust",
      respond: answering("be\n", "cause"),
    });

    type(client, uri, "why?", ">");

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe("f();\n  // why?\n  // > be\n  // > cause\ng();\n");
    }, PATIENCE);
  });

  it.for([
    { path: "a.php", languageId: "php", text: "<?php echo 1 ?" },
    { path: "a.cs", languageId: "csharp", text: "List<int?" },
    { path: "a.tsx", languageId: "typescriptreact", text: "const a = <p>why?" },
    { path: "a.kt", languageId: "kotlin", text: "val a: List<Int?" },
    { path: "a.xml", languageId: "xml", text: '<?xml version="1.0"?' },
    { path: "a.cpp", languageId: "cpp", text: "std::array<int, sizeof(x)!" },
  ])("is none in code: $languageId", async ({ path, languageId, text }, { expect }) => {
    const { client, uri, provider } = await opened(text, { path, languageId });

    type(client, uri, text, ">");

    await client.executeCommand("hexai.stats");
    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(provider.requests).toEqual([]);
    expect(client.edits).toEqual([]);
  });

  it("is none when it was not typed: opened, pasted, undone", async ({ expect }) => {
    const { client, uri, provider } = await opened("old?>\n", { respond: answering("new") });

    client.change(uri, { start: 0, end: 0 }, "a\nb\nc\nd\ne\npasted?>\n");
    client.change(uri, { start: 0, end: 4 }, "");
    client.change(uri, { start: 0, end: 6 }, "chang");
    client.change(uri, { start: 0, end: 0 }, "now?>\n");

    await vi.waitFor(() => expect(client.document(uri).text).toContain("> new"), PATIENCE);
    expect(provider.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(["now?"]);
  });

  it("is not asked again when its answer is undone", async ({ expect }) => {
    const { client, uri, provider } = await opened("why?", { respond: answering("because") });
    type(client, uri, "why?", ">");
    await vi.waitFor(() => expect(client.document(uri).text).toBe("why?\n> because"), PATIENCE);

    client.change(uri, { start: 4, end: 14 }, ">");

    await client.executeCommand("hexai.stats");
    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.document(uri).text).toBe("why?>");
    expect(provider.requests).toHaveLength(1);
  });

  it("counts as a request", async ({ expect }) => {
    const { client, uri } = await opened("why?", { respond: answering("because") });

    type(client, uri, "why?", ">");
    await vi.waitFor(() => expect(client.edits).toHaveLength(1), PATIENCE);

    await vi.waitFor(async () => {
      await client.executeCommand("hexai.stats");
      expect(client.messages.at(-1)?.message).toMatch(/^Σ@1h reqs=1 /);
    }, PATIENCE);
  });
});

describe("an answer that streams", () => {
  it("grows where it is while the user types around it", async ({ expect }) => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index} `);
    const { client, uri } = await opened("above\nwhy?\nbelow\n", {
      respond: () => ({ type: "answer", deltas: words, delayMs: 40 }),
    });

    type(client, uri, "why?", ">");
    await vi.waitFor(() => expect(client.document(uri).text).toContain("> word0"), PATIENCE);
    client.change(uri, { start: 0, end: 0 }, "🙂 typed\n");
    await vi.waitFor(() => expect(client.document(uri).text).toContain("word9"), PATIENCE);
    type(client, uri, "below", " typed");

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(
        `🙂 typed\nabove\nwhy?\n> ${words.join("").trim()}\nbelow typed\n`,
      );
    }, PATIENCE);
    expect(client.edits.length).toBeGreaterThan(2);
    expect(client.edits.length).toBeLessThan(15);
    expect(client.messages).toEqual([]);
  });

  it("survives a user who is always faster", async ({ expect }) => {
    const typing = { left: 5 };
    const { client, uri } = await opened("why?\n\n", {
      respond: answering("because"),
      beforeEdit: (editor) => {
        if (typing.left > 0) {
          typing.left -= 1;
          editor.change(uri, { start: 0, end: 0 }, "x");
        }
      },
    });

    type(client, uri, "why?", ">");

    await vi.waitFor(
      () => expect(client.document(uri).text).toBe("xxxxxwhy?\n> because\n\n"),
      PATIENCE,
    );
    expect(client.messages).toEqual([]);
  });

  it.for([
    { how: "the progress", stop: cancel },
    {
      how: "the command",
      stop: (client: LanguageClient) => void client.executeCommand("hexai.stop"),
    },
  ])("can be stopped by $how, and what is there stays", async ({ stop }, { expect }) => {
    const { client, uri, provider } = await opened("why?\nend\n", { respond: hanging("because ") });
    type(client, uri, "why?", ">");
    await vi.waitFor(() => {
      expect(client.document(uri).text).toContain("> because");
      expect(client.progress.at(-1)?.value).toMatchObject({ kind: "begin" }); // shown, so that it can be cancelled
    }, PATIENCE);

    stop(client);

    await vi.waitFor(() => {
      expect(provider.requests[0]?.closedEarly).toBe(true);
      expect(client.progress.at(-1)?.value).toEqual({ kind: "end" });
    }, PATIENCE);
    expect(client.document(uri).text).toBe("why?\n> because\nend\n");
    expect(client.messages).toEqual([]);
  });

  it.for([
    { what: "the answer", start: "> because", text: "why?\n\nend\n" },
    { what: "the question", start: "why?", text: "\n> because\nend\n" },
  ])("is stopped by deleting $what", async ({ start, text }, { expect }) => {
    const { client, uri, provider } = await opened("why?\nend\n", { respond: hanging("because ") });
    type(client, uri, "why?", ">");
    await vi.waitFor(() => expect(client.document(uri).text).toContain("> because"), PATIENCE);

    const at = client.document(uri).text.indexOf(start);
    client.change(uri, { start: at, end: at + start.length }, "");

    await vi.waitFor(() => expect(provider.requests[0]?.closedEarly).toBe(true), PATIENCE);
    expect(client.document(uri).text).toBe(text);
    expect(client.messages).toEqual([]);
  });

  it("keeps what has arrived when the provider breaks off, and says so once", async ({
    expect,
  }) => {
    const { client, uri } = await opened("why?\nend\n", {
      respond: () => ({ type: "break-off", deltas: ["because", " of"] }),
    });

    type(client, uri, "why?", ">");

    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(client.messages[0]?.type).toBe(1);
    expect(client.document(uri).text).toBe("why?\n> because of\nend\n");
  });

  it("leaves the document alone when there is no answer", async ({ expect }) => {
    const { client, uri } = await opened("why?\nend\n", {
      respond: () => ({ type: "status", status: 404, body: { error: { message: "no model" } } }),
    });

    type(client, uri, "why?", ">");

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([{ message: expect.stringContaining("no model") }]);
    }, PATIENCE);
    expect(client.document(uri).text).toBe("why?>\nend\n");
  });
});

describe("a client that takes no stream", () => {
  it.for([
    { client: "eglot", initialize: { clientInfo: { name: "Eglot" } } },
    { client: "an old eglot", initialize: {} },
    {
      client: "Neovim 0.7",
      initialize: {
        clientInfo: { name: "Neovim", version: "0.7.2" },
        capabilities: { workspace: { workspaceEdit: {} } },
      },
    },
  ])("gets one edit: $client", async ({ initialize }, { expect }) => {
    const deltas = Array.from({ length: 10 }, (_, index) => `word${index} `);
    const { client, uri } = await opened("why?\nend\n", {
      respond: () => ({ type: "answer", deltas, delayMs: 15 }),
      initialize,
    });

    type(client, uri, "why?", ">");
    client.change(uri, { start: 0, end: 0 }, "typed\n");

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(`typed\nwhy?\n> ${deltas.join("").trim()}\nend\n`);
    }, PATIENCE);
    expect(client.edits).toHaveLength(1);
  });
});

describe("a tag", () => {
  it("is replaced by what it asks for", async ({ expect }) => {
    const { client, uri, provider } = await opened("const a = >!the answer;\n", {
      path: "a.ts",
      languageId: "typescript",
      respond: answering("```ts\n", "42", "\n```"),
    });

    type(client, uri, "answer", ">");

    await vi.waitFor(() => expect(client.document(uri).text).toBe("const a = 42;\n"), PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("const a = <CURSOR>;");
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain("Instruction: the answer");
  });

  it("stands for its whole line when it is doubled", async ({ expect }) => {
    const { client, uri } = await opened("{\n  x(); >>!a loop\n}\n", {
      path: "a.ts",
      languageId: "typescript",
      respond: answering("for (;;) {\n  y();\n}"),
    });

    type(client, uri, "loop", ">");

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe("{\n  for (;;) {\n    y();\n  }\n}\n");
    }, PATIENCE);
  });

  it("uses the user's own words", async ({ expect }) => {
    const { client, uri, provider } = await opened(">!x\n", {
      config:
        '[prompts.completion]\ninline_system = ""\ninline_user = "Please: {{instruction}} ({{file}})"\n',
      respond: answering("y"),
    });

    type(client, uri, ">!x", ">");

    await vi.waitFor(() => expect(client.document(uri).text).toBe("y\n"), PATIENCE);
    expect(provider.requests[0]?.messages).toEqual([
      { role: "user", content: "Please: x (notes.md)" },
    ]);
  });

  it("moves with what is typed meanwhile, and is dropped when it is changed", async ({
    expect,
  }) => {
    const { client, uri, provider } = await opened("a >!one\nb >!two\n", {
      respond: ({ messages }) =>
        messages.at(-1)?.content.includes("Instruction: two")
          ? { type: "hang" }
          : { type: "answer", deltas: ["1"], delayMs: 50 },
    });

    type(client, uri, ">!two", ">");
    type(client, uri, ">!one", ">");
    await vi.waitFor(() => expect(provider.requests).toHaveLength(2), PATIENCE);
    client.change(uri, { start: 0, end: 0 }, "typed\n");
    type(client, uri, ">!tw", "!");

    await vi.waitFor(
      () => expect(client.document(uri).text).toBe("typed\na 1\nb >!tw!o>\n"),
      PATIENCE,
    );
    await vi.waitFor(() => {
      expect(provider.requests.filter(({ closedEarly }) => closedEarly)).toHaveLength(1);
    }, PATIENCE);
    expect(client.messages.map(({ message }) => message)).toEqual([
      "Hexai: the place of the answer was changed meanwhile, so the rest of it is left out",
    ]);
  });
});

describe("a command in a document", () => {
  it.for([
    { line: "/stats?", message: "Σ@1h reqs=0 " },
    { line: "/stats", message: "Σ@1h reqs=0 " },
    { line: "/disable!", message: "completions are off" },
    { line: "/enable!", message: "completions are on" },
    { line: "/reload:", message: "the configuration was read again" },
    { line: "/help?", message: "/stats shows what has been used" },
  ])("$line> is done and goes away", async ({ line, message }, { expect }) => {
    const { client, uri, provider } = await opened(`a\n${line}\nb\n`);

    type(client, uri, line, ">");

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([{ message: expect.stringContaining(message) }]);
      expect(client.document(uri).text).toBe("a\nb\n");
    }, PATIENCE);
    expect(provider.requests).toEqual([]);
  });

  it("that there is not is told", async ({ expect }) => {
    const { client, uri } = await opened("/dance?\n");

    type(client, uri, "/dance?", ">");

    await vi.waitFor(() => {
      expect(client.messages).toMatchObject([
        { message: expect.stringContaining("there is no command /dance") },
      ]);
    }, PATIENCE);
    expect(client.document(uri).text).toBe("/dance?>\n");
  });
});

describe("a host that is down", () => {
  it("is left alone by every surface once one has found out", async ({ expect }) => {
    const { client, uri, provider } = await opened("# Notes\n\nWhy?\n", {
      respond: () => ({ type: "status", status: 503, body: "overloaded" }),
    });
    type(client, uri, "Why?", ">");
    await vi.waitFor(() => expect(client.messages).toHaveLength(1), PATIENCE);
    expect(provider.requests).toHaveLength(3);

    const actions = await client.codeActions(uri, { start: 0, end: 7 });
    await client.choose(actions.find(({ title }) => title === "Fix typos") ?? { title: "" });

    await vi.waitFor(() => expect(client.messages).toHaveLength(2), PATIENCE);
    expect(provider.requests).toHaveLength(5);
  });
});

interface Setup extends LspSetup {
  readonly path?: string;
  readonly languageId?: string;
  readonly initialize?: object;
}

async function opened(text: string, setup: Setup = {}) {
  const { path = "notes.md", languageId = "markdown", initialize = HELIX, ...rest } = setup;
  const { uriOf, ...fixture } = await setUpLsp(rest);
  const { client } = fixture;
  await client.initialize(initialize);
  const uri = uriOf(path);
  client.open({ uri, languageId, text });
  return { ...fixture, uri };
}

/** Types behind the first `place`. */
function type(client: LanguageClient, uri: string, place: string, text: string): void {
  const at = client.document(uri).text.indexOf(place) + place.length;
  client.change(uri, { start: at, end: at }, text);
}

function hanging(...deltas: readonly string[]): () => ProviderReply {
  return () => ({ type: "hang", deltas });
}

function cancel(client: LanguageClient): void {
  client.cancelProgress(client.progress[0]?.token ?? "");
}
