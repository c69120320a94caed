import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";
import { Emitter, type TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { DeliverEdit } from "../protocol/apply-edit.ts";
import { changed, type DocumentChange, type TextChange } from "../protocol/text-change.ts";
import { answerSpot } from "./answer-spot.ts";
import { createLiveText } from "./live-text.ts";

const URI = "file:///notes.md";
const AT_ONCE = {
  now: () => 0,
  after: (_ms: number, run: () => void) => (setImmediate(run), noop),
};

describe("createLiveText", () => {
  it("writes on where it was, wherever that has moved to", async ({ expect }) => {
    const editor = openedEditor("above\nwhy?>\nbelow");

    await editor.live.write("> a", false);
    editor.type({ start: 0, end: 0, text: "typed\n" });
    await editor.live.write(" b", false);

    expect(editor.text()).toBe("typed\nabove\nwhy?\n> a b\nbelow");
  });

  it("does not mind in which order a client tells that it has made an edit", async ({ expect }) => {
    const editor = openedEditor("why?>\nbelow", { tellsFirst: false });

    await editor.live.write("> a", false);
    await editor.live.write(" b", false);

    expect(editor.text()).toBe("why?\n> a b\nbelow");
  });

  it("gives up when the client makes something else of an edit", async ({ expect }) => {
    const editor = openedEditor("why?>\nbelow", { change: (text) => text.toUpperCase() });

    await expect(editor.live.write("> a", false)).resolves.toMatchObject({ type: "failed" });
  });

  it("gives up when the client never tells of it", async ({ expect }) => {
    const editor = openedEditor("why?>\nbelow", { tells: false });

    await expect(editor.live.write("> a", false)).resolves.toMatchObject({ type: "failed" });
  });

  it("says why the editor refused", async ({ expect }) => {
    const editor = openedEditor("why?>", { refuses: "read-only" });

    await expect(editor.live.write("> a", false)).resolves.toEqual({
      type: "failed",
      message: "the editor refused the edit (read-only)",
    });
  });

  it("is gone with its document", async ({ expect }) => {
    const editor = openedEditor("why?>");

    editor.close();

    expect(editor.live.gone.aborted).toBe(true);
    await expect(editor.live.write("> a", false)).resolves.toEqual({ type: "gone" });
  });

  it("loses and mixes nothing whatever the user types meanwhile", async ({ expect }) => {
    const edit = fc.record({
      at: fc.nat(60),
      length: fc.nat(3),
      text: fc.constantFrom("", "u", "u\nu"),
    });
    const turn = fc.record({
      addition: fc.constantFrom("x", "x\nx", "xx"),
      before: fc.array(edit, { maxLength: 2 }),
      during: fc.array(edit, { maxLength: 2 }),
      tellsFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (turns) => {
        const editor = openedEditor("above\nquestion?>\nbelow\nmore\n");
        let answer = "";
        for (const { addition, before, during, tellsFirst } of turns) {
          for (const one of before) {
            editor.typeOutside(one, answer);
          }
          editor.setUp({
            tellsFirst,
            during: () => during.forEach((one) => editor.typeOutside(one, answer)),
          });
          const part = answer === "" ? `> ${addition}` : addition;

          await expect(editor.live.write(part, false)).resolves.toEqual({ type: "written" });

          answer += part;
          expect(editor.text().split(`question?\n${answer}\n`)).toHaveLength(2);
        }
      }),
      { numRuns: 300 },
    );
  });
});

interface EditorOptions {
  /** The change before the answer to the request. */
  readonly tellsFirst?: boolean;
  /** Whether the change is told at all. */
  readonly tells?: boolean;
  readonly refuses?: string;
  readonly change?: (text: string) => string;
  /** What the user does before the first of an edit's tries arrives. */
  readonly during?: () => void;
}

/** An editor with a document in which a question was just asked, and the live text for its answer. */
function openedEditor(content: string, given: EditorOptions = {}) {
  let options = given;
  let text = content;
  let version = 1;
  let document = TextDocument.create(URI, "markdown", version, text);
  const told = new Emitter<DocumentChange>();
  const closed = new Emitter<{ document: TextDocument }>();

  function make(changes: readonly TextChange[]): () => void {
    const before = text;
    const versionBefore = version;
    text = changed(text, changes);
    version += 1;
    const now = { uri: URI, version, versionBefore, changes, before, after: text };
    return () => {
      document = TextDocument.update(document, [{ text: now.after }], now.version);
      told.fire(now);
    };
  }

  const type = (change: TextChange): void => make([change])();

  const deliver: DeliverEdit = async (edit) => {
    options.during?.();
    options = { ...options, during: noop };
    if (options.refuses !== undefined) {
      return { ok: false, reason: "refused", detail: options.refuses };
    }
    if (edit.version !== version) {
      return { ok: false, reason: "outdated" };
    }
    const changes = edit.edits.map(changeOf).toReversed();
    const { change = (one: string) => one, tells = true, tellsFirst = true } = options;
    const tell = make(changes.map((one) => ({ ...one, text: change(one.text) })));
    if (tells && tellsFirst) {
      tell();
    } else if (tells) {
      setImmediate(tell);
    }
    return { ok: true };
  };

  function changeOf({ range, newText }: TextEdit): TextChange {
    return {
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      text: newText,
    };
  }

  const ending = { start: content.indexOf("?>") + 1, end: content.indexOf("?>") + 2 };
  const live = createLiveText(answerSpot(ending, "\n"), {
    uri: URI,
    label: "Answer",
    documents: { get: () => document, onDidClose: closed.event },
    onChange: told.event,
    deliver,
    encoding: "utf-16",
    clock: AT_ONCE,
  });
  onTestFinished(() => live.dispose());

  return {
    live,
    type,
    text: () => text,
    close: () => closed.fire({ document }),
    setUp: (next: EditorOptions) => {
      options = next;
    },
    /** Types anywhere but in the question and in what is written of its answer. */
    typeOutside(
      { at, length, text: typed }: { at: number; length: number; text: string },
      answer: string,
    ) {
      const start = Math.min(at, text.length);
      const end = Math.min(start + length, text.length);
      const own = answer === "" ? "question?>" : `question?\n${answer}\n`;
      const from = text.indexOf(own);
      if (end < from || start > from + own.length) {
        type({ start, end, text: typed });
      }
    },
  };
}

function noop(): void {
  // there is nothing to take back
}
