import * as fc from "fast-check";
import { describe, it, onTestFinished } from "vitest";
import { Emitter, type TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { ApplyEdit } from "../protocol/apply-edit.ts";
import { applyChanges, type DocumentChange, type TextChange } from "../protocol/text-change.ts";
import { answerAnchor } from "./edit-anchor.ts";
import { createStreamedEdit } from "./streamed-edit.ts";

const URI = "file:///notes.md";
const AT_ONCE = {
  now: () => 0,
  after: (_ms: number, run: () => void) => (setImmediate(run), noop),
};

describe("createStreamedEdit", () => {
  it("writes on at its anchor, wherever that has moved", async ({ expect }) => {
    const editor = openedEditor("above\nwhy?>\nbelow");

    await editor.edit.write("> a", false);
    editor.type({ start: 0, end: 0, text: "typed\n" });
    await editor.edit.write(" b", false);

    expect(editor.text()).toBe("typed\nabove\nwhy?\n> a b\nbelow");
  });

  it("does not mind in which order a client reports that it has made an edit", async ({
    expect,
  }) => {
    const editor = openedEditor("why?>\nbelow", { reportsFirst: false });

    await editor.edit.write("> a", false);
    await editor.edit.write(" b", false);

    expect(editor.text()).toBe("why?\n> a b\nbelow");
  });

  it("fails when the client changes the edit", async ({ expect }) => {
    const editor = openedEditor("why?>\nbelow", { change: (text) => text.toUpperCase() });

    await expect(editor.edit.write("> a", false)).resolves.toMatchObject({ type: "failed" });
  });

  it("fails when the client never reports the change", async ({ expect }) => {
    const editor = openedEditor("why?>\nbelow", { reports: false });

    await expect(editor.edit.write("> a", false)).resolves.toMatchObject({ type: "failed" });
  });

  it("says why the editor refused", async ({ expect }) => {
    const editor = openedEditor("why?>", { refuses: "read-only" });

    await expect(editor.edit.write("> a", false)).resolves.toEqual({
      type: "failed",
      message: "the editor refused the edit (read-only)",
    });
  });

  it("is removed with its document", async ({ expect }) => {
    const editor = openedEditor("why?>");

    editor.close();

    expect(editor.edit.removed.aborted).toBe(true);
    await expect(editor.edit.write("> a", false)).resolves.toEqual({
      type: "removed",
      message: "the document was closed, so the rest of the answer is left out",
    });
  });

  it.for([
    ["", undefined],
    ["other", "the place of the answer was changed meanwhile, so the rest of it is left out"],
  ] as const)(
    "says so unless the user deletes its place: %j",
    async ([typed, message], { expect }) => {
      const editor = openedEditor("why?>\nbelow");
      await editor.edit.write("> a", false);

      editor.type({ start: 0, end: 8, text: typed });

      expect(editor.edit.removed.aborted).toBe(true);
      expect(editor.edit.removedMessage()).toBe(message);
    },
  );

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
      reportsFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (turns) => {
        const editor = openedEditor("above\nquestion?>\nbelow\nmore\n");
        let answer = "";
        for (const { addition, before, during, reportsFirst } of turns) {
          for (const one of before) {
            editor.typeOutside(one, answer);
          }
          editor.setUp({
            reportsFirst,
            during: () => during.forEach((one) => editor.typeOutside(one, answer)),
          });
          const part = answer === "" ? `> ${addition}` : addition;

          await expect(editor.edit.write(part, false)).resolves.toEqual({ type: "written" });

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
  readonly reportsFirst?: boolean;
  /** Whether the change is reported at all. */
  readonly reports?: boolean;
  readonly refuses?: string;
  readonly change?: (text: string) => string;
  /** What the user does before the first of an edit's tries arrives. */
  readonly during?: () => void;
}

/** An editor with a document in which a question was just asked, and the streamed edit for its answer. */
function openedEditor(content: string, given: EditorOptions = {}) {
  let options = given;
  let text = content;
  let version = 1;
  let document = TextDocument.create(URI, "markdown", version, text);
  const reported = new Emitter<DocumentChange>();
  const closed = new Emitter<{ document: TextDocument }>();

  function make(changes: readonly TextChange[]): () => void {
    const before = text;
    const versionBefore = version;
    text = applyChanges(text, changes);
    version += 1;
    const now = { uri: URI, version, versionBefore, changes, before, after: text };
    return () => {
      document = TextDocument.update(document, [{ text: now.after }], now.version);
      reported.fire(now);
    };
  }

  const type = (change: TextChange): void => make([change])();

  const applyEdit: ApplyEdit = async (sent) => {
    options.during?.();
    options = { ...options, during: noop };
    if (options.refuses !== undefined) {
      return { ok: false, reason: "refused", detail: options.refuses };
    }
    if (sent.version !== version) {
      return { ok: false, reason: "outdated" };
    }
    const changes = sent.edits.map(changeOf).toReversed();
    const { change = (one: string) => one, reports = true, reportsFirst = true } = options;
    const report = make(changes.map((one) => ({ ...one, text: change(one.text) })));
    if (reports && reportsFirst) {
      report();
    } else if (reports) {
      setImmediate(report);
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
  const edit = createStreamedEdit(answerAnchor({ ending, eol: "\n", movesCursor: false }), {
    uri: URI,
    label: "Answer",
    documents: { get: () => document, onDidClose: closed.event },
    onChange: reported.event,
    applyEdit,
    encoding: "utf-16",
    clock: AT_ONCE,
  });
  onTestFinished(() => edit.dispose());

  return {
    edit,
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
  // there is nothing to cancel
}
