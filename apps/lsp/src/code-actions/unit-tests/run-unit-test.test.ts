import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import type { ChatClient } from "@hexai/chat";
import { type FakeChatClient, fakeChatClient } from "@hexai/chat/testing";
import { describe, it, onTestFinished, vi } from "vitest";
import type { ClientCapabilities, ShowDocumentParams, WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import { range, type StartedServer, startedServer } from "../../testing/started-server.ts";

const GO = "package calc\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n";
const GO_TEST = '```go\npackage calc\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n}\n```';

const CREATING: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
};
const VERSIONED: ClientCapabilities = { workspace: { workspaceEdit: { documentChanges: true } } };

describe("the action unit_test", () => {
  it("creates the file of tests and brings the user there", async ({ expect }) => {
    const project = await projectWith({ "calc.go": GO });
    const server = await serverFor(project, "calc.go", {
      capabilities: { ...CREATING, window: { showDocument: { support: true } } },
    });
    const shown = showing(server, true);

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(shown).toHaveLength(1));
    const uri = project.uri("calc_test.go");
    expect(server.edits).toEqual([
      {
        label: "Implement unit test",
        edit: {
          documentChanges: [
            { kind: "create", uri },
            {
              textDocument: { uri, version: null },
              edits: [
                {
                  range: range([0, 0], [0, 0]),
                  newText: 'package calc\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n}\n',
                },
              ],
            },
          ],
        },
      },
    ]);
    expect(shown).toEqual([{ uri, takeFocus: true, selection: range([0, 0], [0, 0]) }]);
    expect(server.messages).toEqual([]);
  });

  it.for([
    { supports: false, why: "the client cannot show it" },
    { supports: true, why: "the client does not" },
  ])("says where the tests are: $why", async ({ supports }, { expect }) => {
    const project = await projectWith({ "calc.go": GO });
    const window = supports ? { showDocument: { support: true } } : {};
    const server = await serverFor(project, "calc.go", { capabilities: { ...CREATING, window } });
    showing(server, false);

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages).toEqual([{ type: 3, message: "Hexai: the tests are in calc_test.go" }]);
    expect(server.edits).toHaveLength(1);
  });

  it("asks for the file where the client creates none, before it asks the model", async ({
    expect,
  }) => {
    const project = await projectWith({ "calc.go": GO });
    const server = await serverFor(project, "calc.go", { capabilities: VERSIONED });

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain("create calc_test.go, and run");
    expect(server.chat.requests).toEqual([]);
    expect(server.edits).toEqual([]);
  });

  it("adds to a file on disk, by plain changes too, and shows the model how it begins", async ({
    expect,
  }) => {
    const existing = 'package calc\n\nimport "fmt"\n\nfunc TestOld(t *testing.T) {}\n';
    const project = await projectWith({ "calc.go": GO, "calc_test.go": existing });
    const server = await serverFor(project, "calc.go", { capabilities: {} });

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(applied(server, project.uri("calc_test.go"), existing)).toBe(
      'package calc\n\nimport "fmt"\nimport "testing"\n\nfunc TestOld(t *testing.T) {}\n\nfunc TestAdd(t *testing.T) {\n}\n',
    );
    expect(server.chat.requests[0]?.messages[1]?.content).toContain("func TestOld(");
    expect(server.chat.requests[0]?.messages[1]?.content).toContain("go into calc_test.go ");
  });

  it("adds to the file as the editor has it, at its version", async ({ expect }) => {
    const open = "package calc\n\n// 🙂 unsaved";
    const project = await projectWith({ "calc.go": GO, "calc_test.go": "package calc\n" });
    const uri = project.uri("calc_test.go");
    const server = await serverFor(project, "calc.go", { capabilities: VERSIONED });
    await server.open(uri, "go", open, 7);

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(server.edits[0]?.edit.documentChanges).toMatchObject([
      { textDocument: { uri, version: 7 } },
    ]);
    expect(applied(server, uri, open)).toBe(
      'package calc\n\nimport "testing"\n\n// 🙂 unsaved\n\nfunc TestAdd(t *testing.T) {\n}\n',
    );
  });

  it("goes by what the file has become while the model worked", async ({ expect }) => {
    const project = await projectWith({ "calc.go": GO });
    const uri = project.uri("calc_test.go");
    const chat = fakeChatClient(GO_TEST);
    const server = await serverFor(project, "calc.go", {
      capabilities: CREATING,
      chat: {
        ...chat,
        async chat(...asked) {
          await server.open(uri, "go", "package calc\n\n// typed\n", 3);
          // Messages are handled in order, so an answered request means a handled notification.
          await server.client.sendRequest("test/nothing").catch(() => undefined);
          return chat.chat(...asked);
        },
      },
    });

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(server.edits[0]?.edit.documentChanges).toMatchObject([
      { textDocument: { uri, version: 3 } },
    ]);
    expect(applied(server, uri, "package calc\n\n// typed\n")).toContain(
      "// typed\n\nfunc TestAdd",
    );
  });

  it.for([
    { path: "src/calc.ts", language: "typescript", place: "src/calc.test.ts", others: [] },
    {
      path: "src/calc.ts",
      language: "typescript",
      place: "src/__tests__/calc.test.ts",
      others: ["src/__tests__/other.test.ts"],
    },
    {
      path: "src/calc.ts",
      language: "typescript",
      place: "src/calc.spec.ts",
      others: ["src/calc.spec.ts", "src/__tests__/other.test.ts"],
    },
    { path: "src/calc.py", language: "python", place: "src/test_calc.py", others: [] },
    {
      path: "src/calc.py",
      language: "python",
      place: "tests/test_calc.py",
      others: ["pyproject.toml", "tests/conftest.py"],
    },
    { path: "calc.rb", language: "ruby", place: "calc_test.rb", others: [] },
  ])("puts tests of $path into $place beside $others", async (row, { expect }) => {
    const files = Object.fromEntries([row.path, ...row.others].map((path) => [path, "code\n"]));
    const project = await projectWith(files);
    const uri = project.uri(row.path);
    const server = await serverFor(project, row.path, {
      capabilities: CREATING,
      languageId: row.language,
      text: "code\n",
    });

    await run(server, uri);

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(editedIn(server)).toBe(project.uri(row.place));
  });

  it("puts Rust's tests into the module of the same document", async ({ expect }) => {
    const code = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
    const project = await projectWith({ "src/lib.rs": code });
    const server = await serverFor(project, "src/lib.rs", {
      capabilities: { ...VERSIONED, window: { showDocument: { support: true } } },
      languageId: "rust",
      text: code,
      chat: fakeChatClient("#[cfg(test)]\nmod tests {\n    #[test]\n    fn works() {}\n}"),
    });
    const shown = showing(server, true);

    await run(server, project.uri("src/lib.rs"));

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(applied(server, project.uri("src/lib.rs"), code)).toBe(
      "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn works() {}\n}\n",
    );
    expect(shown).toEqual([]);
    expect(server.messages).toEqual([]);
  });

  it.for([
    { bytes: Buffer.from([0x61, 0xff]), part: "calc_test.go cannot be read: it is not UTF-8" },
    { bytes: undefined, part: "calc_test.go cannot be read: EISDIR" },
  ])("leaves alone what it cannot read: $part", async ({ bytes, part }, { expect }) => {
    const project = await projectWith({ "calc.go": GO });
    const path = join(project.directory, "calc_test.go");
    await (bytes ? writeFile(path, bytes) : mkdir(path));
    const server = await serverFor(project, "calc.go", { capabilities: CREATING });

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    expect(server.messages[0]?.message).toContain(part);
    expect(server.chat.requests).toEqual([]);
  });

  it("sends nothing of a file of tests that stays at home", async ({ expect }) => {
    const project = await projectWith({ "calc.go": GO, "calc_test.go": "package secret\n" });
    const uri = project.uri("calc_test.go");
    const server = await serverFor(project, "calc.go", {
      capabilities: VERSIONED,
      blocked: new Map([[uri, "it is ignored"]]),
    });

    await run(server, project.uri("calc.go"));

    await vi.waitFor(() => expect(server.edits).toHaveLength(1));
    expect(JSON.stringify(server.chat.requests)).not.toContain("secret");
  });

  it("says so when the model writes nothing, or the document is in no file", async ({ expect }) => {
    const project = await projectWith({ "calc.go": GO });
    const server = await serverFor(project, "calc.go", {
      capabilities: CREATING,
      chat: fakeChatClient("```\n```"),
    });
    await server.open("untitled:1", "go", GO, 4);

    await run(server, project.uri("calc.go"));
    await vi.waitFor(() => expect(server.messages).toHaveLength(1));
    await run(server, "untitled:1");

    await vi.waitFor(() => expect(server.messages).toHaveLength(2));
    expect(server.messages[0]?.message).toContain("wrote no tests");
    expect(server.messages[1]?.message).toContain("needs a file on this machine");
    expect(server.edits).toEqual([]);
  });
});

interface Project {
  readonly directory: string;
  uri(path: string): string;
}

async function projectWith(files: Readonly<Record<string, string>>): Promise<Project> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "hexai-tests-")));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return { directory, uri: (path) => pathToFileURL(join(directory, path)).href };
}

interface Setup {
  readonly capabilities: ClientCapabilities;
  readonly languageId?: string;
  readonly text?: string;
  readonly chat?: ChatClient & Pick<FakeChatClient, "requests">;
  readonly blocked?: ReadonlyMap<string, string>;
}

async function serverFor(project: Project, path: string, setup: Setup) {
  const { languageId = "go", text = GO, chat = fakeChatClient(GO_TEST), ...rest } = setup;
  const server = await startedServer({ chat, ...rest });
  await server.open(project.uri(path), languageId, text, 4);
  return { ...server, chat };
}

function run(server: StartedServer, uri: string): Promise<unknown> {
  const request = { action: "unit_test", uri, version: 4, range: range([0, 0], [5, 0]) };
  return server.client.sendRequest("workspace/executeCommand", {
    command: "hexai.action",
    arguments: [request],
  });
}

function showing({ client }: StartedServer, success: boolean): readonly ShowDocumentParams[] {
  const shown: ShowDocumentParams[] = [];
  client.onRequest("window/showDocument", (params: ShowDocumentParams) => {
    shown.push(params);
    return { success };
  });
  return shown;
}

/** The document of the last edit. */
function editedIn({ edits }: StartedServer): string | undefined {
  const { changes = {}, documentChanges = [] }: WorkspaceEdit = edits.at(-1)?.edit ?? {};
  const change = documentChanges.at(-1);
  return change && "textDocument" in change ? change.textDocument.uri : Object.keys(changes)[0];
}

/** `text` as the last edit leaves it. */
function applied({ edits }: StartedServer, uri: string, text: string): string {
  const edit: WorkspaceEdit = edits.at(-1)?.edit ?? {};
  const change = edit.documentChanges?.at(-1);
  const changes =
    change && "edits" in change
      ? change.edits.filter((one) => "newText" in one)
      : (edit.changes?.[uri] ?? []);
  return TextDocument.applyEdits(TextDocument.create(uri, "", 0, text), changes);
}
