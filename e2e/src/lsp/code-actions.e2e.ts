import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import {
  hexaiProgram,
  type LanguageClient,
  type ProviderReply,
  startLanguageServer,
  startProvider,
  temporaryHome,
} from "@hexai/testing";
import { describe, it, onTestFinished, vi } from "vitest";

import { PATIENCE } from "../testing/start-shell.ts";

const BIN = hexaiProgram("hexai-lsp");

const GO = "package calc\n\nfunc Add(a, b int) int {\n\treturn a - b // 🙂 a sum\n}\n";
/** The function, with both of its braces. */
const FUNCTION = { start: GO.indexOf("func"), end: GO.length };

const CUSTOM = `
[prompts.code_action]
simplify_user = "as short as you can: {{selection}}"

[[prompts.code_action.custom]]
id = "shout"
title = "Shout"
kind = "refactor.rewrite"
instruction = "Write {{selection}} in capitals."
`;

describe("hexai-lsp's code actions", () => {
  it("are the whole catalogue, and the user's own", async ({ expect }) => {
    const { client, uri, provider } = await opened({ config: CUSTOM });

    const actions = await client.codeActions(uri, FUNCTION);

    expect(actions.map(({ title }) => title)).toEqual([
      "Rewrite selection",
      "Document code",
      "Simplify and improve",
      "Fix typos",
      "Implement unit test",
      "Custom prompt",
      "Shout",
    ]);
    expect(provider.requests).toEqual([]);
  });

  it.for([
    { title: "Document code", part: "Document the selection (file: calc.go, language: go)" },
    { title: "Fix typos", part: "Correct spelling" },
    { title: "Simplify and improve", part: "as short as you can: func Add" },
    { title: "Shout", part: "Write {{selection}} in capitals." },
  ])("replace the selection and nothing else: $title", async ({ title, part }, { expect }) => {
    const reply = answer("```go\nfunc Add() {}\n```");
    const { client, uri, provider } = await opened({ config: CUSTOM, reply });

    await choose(client, uri, title);

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe("package calc\n\nfunc Add() {}\n");
    }, PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain(part);
    expect(client.messages).toEqual([]);
  });

  it("resolve what another server reports", async ({ expect }) => {
    const { client, uri, provider } = await opened({ reply: answer("\treturn a + b") });
    const place = {
      start: { line: 3, character: 8 },
      end: { line: 3, character: 13 },
    };
    const diagnostics = [{ range: place, message: "a sum was meant", source: "vet" }];

    const found = await client.request("textDocument/codeAction", {
      textDocument: { uri },
      range: place,
      context: { diagnostics, only: ["quickfix"] },
    });

    expect(found).toMatchObject([{ title: "Resolve diagnostics", kind: "quickfix", diagnostics }]);
    const [action] = Array.isArray(found) ? found : [];
    await client.choose(action);
    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(GO.replace("a - b // 🙂 a sum", "a + b"));
    }, PATIENCE);
    expect(provider.requests[0]?.messages.at(-1)?.content).toContain(
      "- line 1: a sum was meant (vet)",
    );
  });

  it.for([
    {
      path: "calc.go",
      language: "go",
      code: GO,
      tests: 'package calc\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {}',
      place: "calc_test.go",
      result: 'package calc\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {}\n',
    },
    {
      path: "src/calc.ts",
      language: "typescript",
      code: "export const one = 1;\n",
      tests: 'import { it } from "vitest";\nit("is one", () => {});',
      place: "src/calc.test.ts",
      result: 'import { it } from "vitest";\nit("is one", () => {});\n',
    },
    {
      path: "pkg/calc.py",
      language: "python",
      code: "def one():\n    return 1\n",
      tests: "from pkg.calc import one\n\n\ndef test_one():\n    assert one() == 1",
      place: "pkg/test_calc.py",
      result: "from pkg.calc import one\n\n\ndef test_one():\n    assert one() == 1\n",
    },
  ])("create $place with tests of $path and show it", async (row, { expect }) => {
    const { client, uri, uriOf } = await opened({ ...row, reply: answer(row.tests) });

    await choose(client, uri, "Implement unit test", { start: 0, end: row.code.length });

    await vi.waitFor(() => {
      expect(client.shown).toMatchObject([{ uri: uriOf(row.place), takeFocus: true }]);
    }, PATIENCE);
    expect(client.document(uriOf(row.place)).text).toBe(row.result);
    expect(client.document(uri).text).toBe(row.code);
    expect(client.messages).toEqual([]);
  });

  it("add tests to a file that exists, and lose nothing of it", async ({ expect }) => {
    const existing =
      'package calc\r\n\r\nimport "testing"\r\n\r\nfunc TestOld(t *testing.T) {}\r\n';
    const { client, uri, uriOf, home } = await opened({
      reply: answer('package calc\n\nimport "testing"\n\nfunc TestOld(t *testing.T) {}'),
      files: { "calc_test.go": existing },
    });

    await choose(client, uri, "Implement unit test");

    await vi.waitFor(() => expect(client.shown).toHaveLength(1), PATIENCE);
    expect(client.document(uriOf("calc_test.go")).text).toBe(
      `${existing}\r\nfunc TestOld2(t *testing.T) {}\r\n`,
    );
    expect(await readFile(join(home, "calc_test.go"), "utf8")).toBe(existing);
  });

  it("put Rust's tests into the same document", async ({ expect }) => {
    const code = "pub fn one() -> i32 {\n    1\n}\n";
    const { client, uri } = await opened({
      path: "src/lib.rs",
      language: "rust",
      code,
      reply: answer("#[test]\nfn is_one() {\n    assert_eq!(one(), 1);\n}"),
    });

    await choose(client, uri, "Implement unit test", { start: 0, end: code.length });

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(
        `${code}\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn is_one() {\n        assert_eq!(one(), 1);\n    }\n}\n`,
      );
    }, PATIENCE);
  });

  it("complete at the cursor", async ({ expect }) => {
    const { client, uri } = await opened({ reply: answer("return a + b") });
    const cursor = GO.indexOf("return");
    client.change(uri, { start: cursor, end: GO.indexOf("\n}") }, "");

    await choose(client, uri, "Complete here", { start: cursor, end: cursor });

    await vi.waitFor(() => {
      expect(client.document(uri).text).toBe(
        "package calc\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n",
      );
    }, PATIENCE);
    expect(client.edits).toHaveLength(1);
    expect(client.messages).toEqual([]);
  });

  it("are not offered for what stays at home", async ({ expect }) => {
    const { client, uri } = await opened({ path: ".env", language: "shellscript", code: "A=1\n" });

    expect(await client.codeActions(uri, { start: 0, end: 4 })).toEqual([]);
  });
});

interface Setup {
  readonly path?: string;
  readonly language?: string;
  readonly code?: string;
  readonly reply?: ProviderReply;
  readonly config?: string;
  /** What else is on disk. */
  readonly files?: Readonly<Record<string, string>>;
}

/** An editor with one file of a home directory open. */
async function opened(setup: Setup = {}) {
  const { path = "calc.go", language = "go", code = GO, reply, config = "", files = {} } = setup;
  const provider = await startProvider(reply ? { respond: () => reply } : {});
  const home = await temporaryHome();
  const all = { ".config/hexai/config.toml": config, [path]: code, ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(home.dir, name)), { recursive: true });
    await writeFile(join(home.dir, name), text);
  }
  const client = await startLanguageServer({
    command: BIN,
    args: ["--stdio"],
    cwd: home.dir,
    env: { ...home.env, OPENAI_API_KEY: "sk-0123456789", HEXAI_OPENAI_BASE_URL: provider.url },
  });
  onTestFinished(async () => {
    await client.stop();
    await provider.stop();
    await home.remove();
  });
  await client.initialize({
    capabilities: {
      workspace: {
        applyEdit: true,
        workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
      },
      window: { workDoneProgress: true, showDocument: { support: true } },
    },
  });
  const uriOf = (name: string): string => pathToFileURL(join(home.dir, name)).href;
  client.open({ uri: uriOf(path), languageId: language, text: code });
  return { client, provider, home: home.dir, uri: uriOf(path), uriOf };
}

async function choose(
  client: LanguageClient,
  uri: string,
  title: string,
  span = FUNCTION,
): Promise<void> {
  const action = (await client.codeActions(uri, span)).find((one) => one.title === title);
  if (action === undefined) {
    throw new Error(`${title} was not offered`);
  }
  await client.choose(action);
}

function answer(text: string): ProviderReply {
  return { type: "answer", deltas: [text] };
}
