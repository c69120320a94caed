import { fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { manualClock } from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { InitializeParams, Message } from "vscode-languageserver";
import { CancellationTokenSource, StreamMessageReader } from "vscode-languageserver-protocol/node";

import { type ControlledCall, controlledModel } from "../../testing/controlled-model.ts";
import { startedServer } from "../../testing/started-server.ts";

const URIS = ["file:///a.ts", "file:///b.ts"] as const;

interface Client {
  readonly info: NonNullable<InitializeParams["clientInfo"]>;
  readonly budgetMs: number;
}

const CLIENTS: readonly Client[] = [
  { info: { name: "helix", version: "25.07.1" }, budgetMs: 1_500 },
  { info: { name: "helix", version: "25.01" }, budgetMs: 100 },
  { info: { name: "Visual Studio Code", version: "1.103.0" }, budgetMs: 300 },
  { info: { name: "Neovim", version: "0.11.2" }, budgetMs: 300 },
  { info: { name: "Eglot", version: "1.17" }, budgetMs: 300 },
];

const GHOST_TEXT_MS = 5_000;

const uri = fc.constantFrom(...URIS);
const which = fc.nat(6);
/** Where the cursor is: at the end of the document, where the user types, or elsewhere. */
const isAtEnd = fc.constantFrom(true, true, true, false);
const triggerKind = fc.constantFrom(1, 1, 1, 2, 3);

/** What can happen in an editor and at a provider. */
const event = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant("menu" as const), uri, triggerKind, isAtEnd }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("ghost" as const), uri, triggerKind }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("type" as const),
      uri,
      text: fc.constantFrom("x", "x", "y", "xy", "."),
    }),
  },
  fc.record({ type: fc.constant("delete" as const), uri }),
  fc.record({ type: fc.constant("edit-elsewhere" as const), uri }),
  fc.record({ type: fc.constant("reopen" as const), uri }),
  { weight: 2, arbitrary: fc.record({ type: fc.constant("cancel" as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("say" as const),
      which,
      text: fc.constantFrom("x", "xy", "y", "xx"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("finish" as const), which }) },
  fc.record({ type: fc.constant("fail" as const), which }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant("time" as const), ms: fc.nat(400) }) },
);

describe("requests for completions", () => {
  it(
    "are answered once, in time, and hold no model that is of no use, in any order of events",
    {
      timeout: 120_000,
    },
    async ({ expect }) => {
      const scenario = fc.record({
        client: fc.constantFrom(...CLIENTS),
        debounceMs: fc.constantFrom(0, 0, 50),
        events: fc.array(event, { minLength: 4, maxLength: 25 }),
      });

      await fc.assert(
        fc.asyncProperty(scenario, async ({ client, debounceMs, events }) => {
          const editor = await editorWith(client, debounceMs);
          for (const one of events) {
            await editor.play(one);

            expect(editor.overdue()).toEqual([]);
            expect(editor.useless()).toEqual([]);
            expect(editor.suppressing()).toEqual([]);
          }
          await editor.shutDown();

          expect(editor.openCalls()).toEqual([]);
          expect(editor.clock.pending()).toBe(0);
          expect(new Set(editor.replies()).size).toBe(editor.replies().length);
          expect(editor.replies()).toHaveLength(editor.requests());
        }),
        { numRuns: 2_000 },
      );
    },
  );
});

type EditorEvent = typeof event extends fc.Arbitrary<infer One> ? One : never;

interface Pending {
  readonly uri: string;
  readonly isMenu: boolean;
  dueAt: number;
  /** The document as it was when this was asked. */
  readonly text: string;
}

/** An editor that keeps book of what it asked and what the models were asked. */
async function editorWith({ info, budgetMs }: Client, debounceMs: number) {
  const model = controlledModel();
  const clock = manualClock();
  const base = defaultConfig();
  const server = await startedServer({
    chat: fakeChatClient(),
    models: [model],
    clock,
    clientInfo: info,
    capabilities: {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    },
    config: { ...base, completion: { ...base.completion, completion_debounce_ms: debounceMs } },
  });
  const replies: (string | number)[] = [];
  new StreamMessageReader(server.output).listen((message: Message) => {
    if ("id" in message && !("method" in message)) {
      replies.push(String(message.id));
    }
  });
  const isHelix = info.name === "helix";
  const isOldHelix = isHelix && info.version === "25.01";
  const texts = new Map<string, string>();
  const sources: CancellationTokenSource[] = [];
  const pending = new Set<Pending>();
  let requests = 0;
  let version = 1;

  const { client } = server;
  const textOf = (of: string): string => texts.get(of) ?? "";
  const positionOf = (of: string, isEnd: boolean) => ({
    line: 1,
    character: isEnd ? (textOf(of).split("\n")[1] ?? "").length : 2,
  });

  async function open(of: string): Promise<void> {
    texts.set(of, `// ${of}\nlet a = `);
    await server.open(of, "typescript", textOf(of), version);
  }

  async function change(of: string, text: string): Promise<void> {
    version += 1;
    texts.set(of, text);
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri: of, version },
      contentChanges: [{ text }],
    });
  }

  function ask(
    method: string,
    of: string,
    context: object,
    holdMs: number,
    isEnd: boolean = true,
  ): void {
    const source = new CancellationTokenSource();
    const request: Pending = {
      uri: of,
      isMenu: method === "textDocument/completion",
      dueAt: clock.now() + holdMs,
      text: textOf(of),
    };
    sources.push(source);
    pending.add(request);
    requests += 1;
    const params = { textDocument: { uri: of }, position: positionOf(of, isEnd), context };
    client
      .sendRequest(method, params, source.token)
      .catch((error: unknown) => {
        if (!(error instanceof Error && "code" in error && error.code === -32_800)) {
          throw error;
        }
      })
      .finally(() => pending.delete(request));
  }

  function isUseful(call: ControlledCall): boolean {
    const typed = typedSince(call, textOf(uriOf(call)));
    const written = call.written();
    const newest = model.calls.findLast((other) => uriOf(other) === uriOf(call));
    return (
      call === newest &&
      typed !== undefined &&
      (written.startsWith(typed) || typed.startsWith(written))
    );
  }

  async function play(one: EditorEvent): Promise<void> {
    switch (one.type) {
      case "menu": {
        const mostDebounceMs = isHelix ? 0 : 2 * debounceMs; // it adapts to the rhythm of the typing
        const holdMs = isOldHelix && one.triggerKind === 3 ? 0 : budgetMs + mostDebounceMs;
        const context = { triggerKind: one.triggerKind, triggerCharacter: "." };
        ask("textDocument/completion", one.uri, context, holdMs, one.isAtEnd);
        break;
      }
      case "ghost": {
        const context = { triggerKind: one.triggerKind === 1 ? 1 : 2 };
        ask("textDocument/inlineCompletion", one.uri, context, GHOST_TEXT_MS);
        break;
      }
      case "type":
        await change(one.uri, textOf(one.uri) + one.text);
        break;
      case "delete":
        await change(one.uri, textOf(one.uri).slice(0, -1));
        break;
      case "edit-elsewhere":
        await change(one.uri, textOf(one.uri).replace("let", "const"));
        break;
      case "reopen":
        for (const request of [...pending].filter((other) => other.uri === one.uri)) {
          request.dueAt = -1; // it must not outlive its document
        }
        await client.sendNotification("textDocument/didClose", { textDocument: { uri: one.uri } });
        await open(one.uri);
        break;
      case "cancel":
        sources.at(-1 - one.which)?.cancel();
        break;
      case "say":
        model.calls.at(-1 - one.which)?.say(one.text);
        break;
      case "finish":
        model.calls.at(-1 - one.which)?.finish();
        break;
      case "fail":
        model.calls.at(-1 - one.which)?.fail();
        break;
      case "time":
        clock.advance(one.ms);
        break;
    }
    await handled();
  }

  await Promise.all(URIS.map(open));
  await handled();
  return {
    clock,
    play,
    replies: () => replies,
    requests: () => requests,
    openCalls: () => model.calls.filter((call) => call.isOpen()),
    /** Requests whose time is over. */
    overdue: () => [...pending].filter(({ dueAt }) => dueAt < clock.now()),
    /** Models that are at work although nobody will ever use what they say. */
    useless: () => model.calls.filter((call) => call.isOpen() && !isUseful(call)),
    /** Requests that keep Helix from asking anybody although the user has typed on. */
    suppressing: () =>
      [...pending].filter(({ uri: of, isMenu, text }) => {
        const matchesTyping = model.calls.some(
          (one) => one.isOpen() && uriOf(one) === of && one.written() !== "",
        );
        return isHelix && isMenu && text !== textOf(of) && !matchesTyping;
      }),
    async shutDown() {
      requests += 1;
      await client.sendRequest("shutdown");
      await handled();
    },
  };
}

/** Lets the server handle what is on its way. */
async function handled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    await new Promise(setImmediate);
  }
}

/** What was typed since a model was asked; undefined when something else has changed. */
function typedSince({ request: { prefix, suffix } }: ControlledCall, text: string) {
  const isSame =
    text.startsWith(prefix) &&
    text.endsWith(suffix) &&
    text.length >= prefix.length + suffix.length;
  return isSame ? text.slice(prefix.length, text.length - suffix.length) : undefined;
}

function uriOf({ request: { prefix } }: ControlledCall): string {
  return prefix.slice("// ".length).split("\n")[0] ?? "";
}
