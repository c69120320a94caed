import { fakeChatClient, fakeCompletionClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import * as fc from "fast-check";
import { describe, it, vi } from "vitest";

import { type StartedServer, startedServer } from "./testing/started-server.ts";

const MESSAGES_EACH = 25;
const MESSAGES = process.env["HEXAI_SOAK"] === undefined ? 500 : 10_000;

const URI = "file:///project/a.md";
const POSITION = { line: 0, character: 3 };
const RANGE = { start: POSITION, end: { line: 1, character: 0 } };
const DOCUMENT = { uri: URI, version: 2 };

/** What a client says when it is well, but `exit` and `shutdown`, which end the conversation. */
const REQUESTS: Readonly<Record<string, unknown>> = {
  initialize: { processId: null, rootUri: null, capabilities: {} },
  "textDocument/completion": {
    textDocument: DOCUMENT,
    position: POSITION,
    context: { triggerKind: 1 },
  },
  "textDocument/inlineCompletion": {
    textDocument: DOCUMENT,
    position: POSITION,
    context: { triggerKind: 1 },
  },
  "textDocument/codeAction": {
    textDocument: DOCUMENT,
    range: RANGE,
    context: { diagnostics: [{ range: RANGE, message: "wrong" }], only: ["refactor"] },
  },
  "workspace/executeCommand": {
    command: "hexai.action",
    arguments: [{ action: "rewrite", uri: URI, version: 2, range: RANGE }],
  },
  "test/unknown": [1, 2, 3],
};

const COMMANDS = [
  {
    command: "hexai.action",
    arguments: [{ action: "unit_test", uri: URI, version: 2, range: RANGE }],
  },
  { command: "hexai.complete", arguments: [{ uri: URI, version: 2, position: POSITION }] },
  { command: "hexai.stats" },
  { command: "hexai.stop" },
  { command: "hexai.reloadConfig" },
  { command: "hexai.toggleCompletions" },
];

const NOTIFICATIONS: Readonly<Record<string, unknown>> = {
  initialized: {},
  "textDocument/didOpen": {
    textDocument: { uri: URI, languageId: "markdown", version: 1, text: "why?\n🙂 text\n" },
  },
  "textDocument/didChange": {
    textDocument: DOCUMENT,
    contentChanges: [{ range: RANGE, text: "why?>" }, { text: ">!do it>" }],
  },
  "textDocument/didSave": { textDocument: DOCUMENT },
  "textDocument/didClose": { textDocument: DOCUMENT },
  "workspace/didChangeConfiguration": { settings: { hexai: { general: { max_tokens: 5 } } } },
  "workspace/didChangeWatchedFiles": { changes: [{ uri: URI, type: 2 }] },
  "window/workDoneProgress/cancel": { token: "a" },
  "$/cancelRequest": { id: 3 },
  "$/setTrace": { value: "verbose" },
  "test/unknown": null,
};

describe("the server, whatever a client sends", () => {
  it("answers every request once and goes on", { timeout: 600_000 }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message(), { minLength: MESSAGES_EACH, maxLength: MESSAGES_EACH }),
        async (messages) => {
          const server = await served();
          const answers = answersOf(server);

          for (const [index, body] of messages.entries()) {
            server.input.write(framed(typeof body === "string" ? body : numbered(body, index)));
          }

          await expect(stillAnswers(server)).resolves.toBeNull();
          const asked = messages.flatMap((body, index) => (isRequest(body) ? [idOf(index)] : []));
          await vi.waitFor(() => expect(answers().toSorted()).toEqual(asked.toSorted()), {
            timeout: 10_000,
          });
          expect(server.messages.filter(({ message: text }) => text.includes("a bug"))).toEqual([]);
          expect(server.log.entries.filter((entry) => /TypeError|RangeError/.test(entry))).toEqual(
            [],
          );
          server.running.stop();
        },
      ),
      // A smaller case is worth less than the time that the waiting for answers takes in each.
      { numRuns: MESSAGES / MESSAGES_EACH, endOnFailure: true },
    );
  });
});

type Body = string | Readonly<Record<string, unknown>>;

/** Mostly right, mostly wrong, or no message at all. */
function message(): fc.Arbitrary<Body> {
  const request = oneOfTable(REQUESTS).map((body) => ({ ...body, id: "set later" }));
  const command = fc.constantFrom(...COMMANDS).map((params) => ({
    method: "workspace/executeCommand",
    params,
    id: "set later",
  }));
  const known = fc.oneof(
    { weight: 4, arbitrary: oneOfTable(NOTIFICATIONS) },
    { weight: 3, arbitrary: request },
    { weight: 1, arbitrary: command },
  );
  const answer = fc.record({ id: fc.oneof(fc.nat(5), fc.string()), result: fc.jsonValue() });
  return fc.oneof(
    { weight: 6, arbitrary: known.chain(mutated) },
    { weight: 3, arbitrary: known },
    { weight: 1, arbitrary: answer },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom("{", "", "nonsense", '{"jsonrpc":"2.0"', "[]", "\0") },
  );
}

function oneOfTable(table: Readonly<Record<string, unknown>>) {
  return fc
    .constantFrom(...Object.entries(table))
    .map(([method, params]): Readonly<Record<string, unknown>> => ({ method, params }));
}

/** The same message with something else in one place of its parameters. */
function mutated(
  body: Readonly<Record<string, unknown>>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const strange = fc.oneof(
    fc.constantFrom(
      null,
      -1,
      1e308,
      2 ** 53,
      "",
      "\ud800",
      [],
      {},
      true,
      "file:///%zz",
      "x".repeat(10_000),
    ),
    fc.jsonValue(),
  );
  return fc.tuple(fc.nat(40), strange, fc.boolean()).map(([place, value, isTakenAway]) => ({
    ...body,
    params: withChange(body["params"], { left: place }, isTakenAway ? undefined : value),
  }));
}

/** Walks to the place and changes it there. */
function withChange(value: unknown, steps: { left: number }, strange: unknown): unknown {
  if (steps.left === 0) {
    steps.left -= 1;
    return strange;
  }
  steps.left -= 1;
  if (Array.isArray(value)) {
    return value.map((item) => withChange(item, steps, strange));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, withChange(inner, steps, strange)]),
      )
    : value;
}

async function served(): Promise<StartedServer> {
  const config = defaultConfig();
  const server = await startedServer({
    chat: fakeChatClient("one\n", "two ", "three"),
    models: [
      {
        provider: "fake",
        model: "fake-1",
        native: fakeCompletionClient("completed"),
        chat: fakeChatClient("completed"),
      },
    ],
    config: { ...config, completion: { ...config.completion, completion_debounce_ms: 0 } },
    capabilities: {
      workspace: {
        applyEdit: true,
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
      },
      window: { workDoneProgress: true, showDocument: { support: true } },
      textDocument: { inlineCompletion: {} },
    },
    clientInfo: { name: "helix", version: "25.07" },
  });
  server.client.onError(() => undefined);
  server.client.onRequest("workspace/configuration", () => [null]);
  return server;
}

/** The ids of our messages that were answered; the client itself knows nothing of them. */
function answersOf({ output }: StartedServer): () => readonly string[] {
  const chunks: Buffer[] = [];
  output.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () =>
    Array.from(
      Buffer.concat(chunks)
        .toString()
        .matchAll(/"id":"(fuzz-\d+)"/g),
      ([, id = ""]) => id,
    );
}

function stillAnswers({ client }: StartedServer): Promise<unknown> {
  return client.sendRequest("workspace/executeCommand", { command: "hexai.stop" });
}

function isRequest(body: Body): boolean {
  return typeof body !== "string" && "method" in body && "id" in body;
}

function idOf(index: number): string {
  return `fuzz-${index}`;
}

function numbered(body: Readonly<Record<string, unknown>>, index: number): string {
  const id = isRequest(body) ? { id: idOf(index) } : {};
  return JSON.stringify({ jsonrpc: "2.0", ...body, ...id });
}

function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
