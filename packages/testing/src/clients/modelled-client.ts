import type {
  CompletionItem,
  InlineCompletionItem,
  Range,
} from "vscode-languageserver-protocol/node";

import { rangeOf, type Span } from "../editor/editor-document.ts";
import {
  type LanguageClient,
  type LanguageClientOptions,
  startLanguageServer,
} from "../editor/language-client.ts";
import type { AcceptItem, ColumnUnit } from "./accept-item.ts";
import type { ClientModel } from "./client-models.ts";
import type { MenuClock, MenuServer, SimulatedMenu } from "./menu.ts";

/** How to start the server, and where it runs. */
export type ServerStart = Pick<LanguageClientOptions, "command" | "args" | "env" | "cwd">;

/** An editor with a plugin, as its model has it, that is connected to a real server and has one document open at a time. */
export interface ModelledClient {
  /** What the editor got from the server. Another one after a restart. */
  readonly language: () => LanguageClient;
  open(uri: string, languageId: string, text: string): void;
  close(): void;
  /** Puts the cursor at an offset, and begins a new step to undo. */
  moveTo(offset: number): void;
  /** Types one character at the cursor. */
  type(character: string): void;
  /** Asks for completions by a key. */
  invoke(): void;
  text(): string;
  /** Whether the server's item is on the screen. */
  isOffered(): boolean;
  /** Takes the server's item. */
  accept(): void;
  /** Takes back the last step. */
  undo(): void;
  /** Takes back the last `undo`. */
  redo(): void;
  /** Ends the server and starts another one. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface StoppableClock extends MenuClock {
  /** Cancels what has been ordered so far. */
  stop(): void;
}

const NAME = "hexai";
/** How long the other server takes, in milliseconds. */
const OTHER_MS = 10;

/** Starts the server for an editor as `model` has it. A second, quick server has an item for every word. */
export async function startModelledClient(
  model: ClientModel,
  start: ServerStart,
): Promise<ModelledClient> {
  const { createMenu, accept, reports, checksVersions, unit } = model;
  let language: LanguageClient;
  let triggerCharacters: readonly string[] = [];
  let languageId = "";
  let uri = "";
  /** What the user sees. The server may know an earlier text. */
  let text = "";
  let cursor = 0;
  let menu: SimulatedMenu | undefined;
  /** A document that is closed is no more reported, and nothing is asked for it. */
  let isOpen = false;
  const clock = systemClock();
  const askedAt = new WeakMap<CompletionItem, number>();
  let undoSteps: { readonly text: string; readonly cursor: number }[] = [];
  let redoSteps: { readonly text: string; readonly cursor: number }[] = [];
  let isTyping = false;

  function beginStep(): void {
    undoSteps.push({ text, cursor });
    redoSteps = [];
  }

  function report(): void {
    const known = isOpen ? language.document(uri).text : text;
    if (known !== text) {
      const { span, newText } = differenceOf(known, text);
      language.change(uri, span, newText);
    }
  }

  /** An edit of the server's. The cursor behind it moves. */
  function onChange(changed: string, { start: from, end }: Span, newText: string): void {
    const current = changed === uri ? language.document(uri).text : text;
    if (current === text) {
      return; // reported by `report`
    }
    cursor = end <= cursor ? cursor + newText.length - (end - from) : Math.min(cursor, from);
    text = current;
  }

  async function connect(): Promise<void> {
    language = await startLanguageServer({
      ...start,
      reports,
      checksVersions,
      ...(unit === undefined ? {} : { unit }),
      onChange,
      beforeEdit() {
        report();
        isTyping = false;
        beginStep();
      },
    });
    const { capabilities } = await language.initialize({
      clientInfo: model.info,
      capabilities: model.capabilities,
    });
    triggerCharacters = capabilities.completionProvider?.triggerCharacters ?? [];
  }

  function freshMenu(): SimulatedMenu {
    return createMenu(clock, [otherServer(), hexaiServer()]);
  }

  function hexaiServer(): MenuServer {
    const hasGhostText = model.capabilities.textDocument?.inlineCompletion !== undefined;
    return {
      name: NAME,
      triggerCharacters,
      changed: report,
      async complete({ text: _text, ...context }) {
        report();
        const at = cursor;
        const list = await unlessFailed(() =>
          language.complete({
            ...positionAt(at),
            ...(context.triggerKind === undefined ? {} : { context }),
          }),
        );
        list?.items.forEach((item) => askedAt.set(item, at));
        return list ?? { isIncomplete: false, items: [] };
      },
      ...(hasGhostText ? { completeInline } : {}),
    };
  }

  const completeInline: NonNullable<MenuServer["completeInline"]> = async (request) => {
    const { text: before, selected } = request;
    const context = {
      triggerKind: 2,
      ...(selected
        ? { selectedCompletionInfo: { text: selected.text, range: rangeBefore(before, selected) } }
        : {}),
    };
    const list = await unlessFailed(() =>
      language.completeInline({ ...positionAt(cursor), context }),
    );
    return list?.items ?? [];
  };

  function rangeBefore(before: string, { from }: { readonly from: number }): Range {
    const span = { start: cursor - (before.length - from), end: cursor };
    return rangeOf(text, span, language.unit());
  }

  function positionAt(offset: number) {
    const { start: position } = rangeOf(text, { start: offset, end: offset }, language.unit());
    return { textDocument: { uri }, position };
  }

  function shownItem(): CompletionItem | undefined {
    return menu?.shown().find(({ server }) => server === NAME)?.item;
  }

  function replaceAll(changed: string, at: number): void {
    text = changed;
    cursor = at;
    report();
  }

  function step(from: typeof undoSteps, to: typeof undoSteps): void {
    const last = from.pop();
    if (last !== undefined) {
      to.push({ text, cursor });
      isTyping = false;
      menu = freshMenu();
      replaceAll(last.text, last.cursor);
    }
  }

  await connect();
  return {
    language: () => language,
    open(opened, openedLanguage, content) {
      uri = opened;
      languageId = openedLanguage;
      text = content;
      cursor = 0;
      undoSteps = [];
      redoSteps = [];
      isTyping = false;
      language.open({ uri, languageId, text });
      isOpen = true;
      menu = freshMenu();
    },
    close() {
      clock.stop();
      isOpen = false;
      language.close(uri);
      menu = undefined;
    },
    moveTo(offset) {
      cursor = offset;
      isTyping = false;
      menu = freshMenu();
    },
    type(character) {
      if (!isTyping) {
        beginStep();
      }
      isTyping = true;
      text = text.slice(0, cursor) + character + text.slice(cursor);
      cursor += character.length;
      menu?.type(character);
    },
    invoke: () => menu?.invoke(),
    text: () => text,
    isOffered: () => shownItem() !== undefined || menu?.ghostText?.() !== undefined,
    accept() {
      isTyping = false;
      beginStep();
      const taken = shownItem();
      const ghost = menu?.ghostText?.();
      const accepted =
        taken === undefined
          ? ghost && withGhostText(ghost)
          : accepting(accept, taken, cursor - (askedAt.get(taken) ?? cursor));
      if (accepted === undefined) {
        throw new Error("Nothing is offered");
      }
      const behind = text.length - cursor;
      replaceAll(accepted, accepted.length - behind);
      menu = freshMenu();
    },
    undo: () => step(undoSteps, redoSteps),
    redo: () => step(redoSteps, undoSteps),
    async restart() {
      clock.stop();
      isOpen = false;
      await language.stop();
      await connect();
      language.open({ uri, languageId, text });
      isOpen = true;
      menu = freshMenu();
    },
    stop() {
      clock.stop();
      isOpen = false;
      return language.stop();
    },
  };

  /** The item counts in the text of its request; the plugins widen it by what has been typed since. */
  function accepting(acceptItem: AcceptItem, taken: CompletionItem, typed: number): string {
    const edit = taken.textEdit;
    const widened =
      edit !== undefined && "range" in edit && typed > 0
        ? {
            ...taken,
            textEdit: { ...edit, range: { ...edit.range, end: positionAt(cursor).position } },
          }
        : taken;
    const changed = acceptItem({ text, cursor }, widened, columnUnit(language.unit()));
    if (changed === undefined) {
      throw new Error("The item does not fit what was typed");
    }
    return changed;
  }

  function withGhostText({ insertText, range }: InlineCompletionItem): string {
    const inserted = typeof insertText === "string" ? insertText : insertText.value;
    const { start: from } = range ?? { start: positionAt(cursor).position };
    const lineStart = text.lastIndexOf("\n", cursor - 1) + 1;
    return text.slice(0, lineStart + from.character) + inserted + text.slice(cursor);
  }
}

/** An editor shows nothing of a request that failed, was given up or lost its server. */
async function unlessFailed<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

function systemClock(): StoppableClock {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now: () => performance.now(),
    after(delayMs, run) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, delayMs);
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
    stop() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}

function otherServer(): MenuServer {
  return {
    name: "other",
    triggerCharacters: ["."],
    changed: () => undefined,
    complete: ({ text }) =>
      new Promise((resolve) => {
        const word = /\w*$/u.exec(text)?.[0] ?? "";
        const items = word === "" ? [] : [{ label: `${word}_other` }];
        setTimeout(() => resolve({ isIncomplete: false, items }), OTHER_MS);
      }),
  };
}

function columnUnit(unit: string): ColumnUnit {
  return unit === "utf-8" || unit === "utf-32" ? unit : "utf-16";
}

/** The one place where two texts differ. It begins and ends between characters. */
function differenceOf(before: string, after: string): { span: Span; newText: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  start -= isInsideCharacter(before, start) || isInsideCharacter(after, start) ? 1 : 0;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same += 1;
  }
  same -=
    isInsideCharacter(before, before.length - same) || isInsideCharacter(after, after.length - same)
      ? 1
      : 0;
  return {
    span: { start, end: before.length - same },
    newText: after.slice(start, after.length - same),
  };
}

/** Whether an offset is between the two halves of a character, or between a carriage return and its line feed. */
function isInsideCharacter(text: string, offset: number): boolean {
  return /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/.test(text.slice(offset - 1, offset + 1));
}
