import { manualClock } from "@hexai/testing";
import { describe, it } from "vitest";
import { Emitter } from "vscode-languageserver";

import { applyChanges, type DocumentChange, type TextChange } from "./text-change.ts";
import { createUndoneEdits } from "./undone-edits.ts";

const URI = "file:///notes.md";

describe("isUndone", () => {
  it.for<{ why: string; undo: readonly (readonly TextChange[])[] }>([
    { why: "in one change", undo: [[at(4, 12, ">")]] },
    { why: "in one message of two changes", undo: [[at(4, 12, ""), at(4, 4, ">")]] },
    { why: "in two messages", undo: [[at(4, 12, "")], [at(4, 4, ">")]] },
    { why: "bit by bit", undo: [[at(8, 12, "")], [at(4, 8, "")], [at(4, 4, ">")]] },
  ])("knows the text before an edit when it comes back $why", ({ undo }, { expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> piece"));
    undo.forEach((changes) => editor.change(...changes));

    expect(editor.last()).toMatchObject({ after: "why?>", isUndone: true });
  });

  it("knows the text before each edit of an answer, and that of a redo", ({ expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> a"));
    editor.edit(at(8, 8, "b"));
    editor.change(at(8, 9, ""));
    expect(editor.last()).toMatchObject({ after: "why?\n> a", isUndone: true });
    editor.change(at(4, 8, ">"));
    expect(editor.last().isUndone).toBe(true);
    editor.change(at(4, 5, ""));
    editor.change(at(4, 4, ">"));

    expect(editor.last()).toMatchObject({ after: "why?>", isUndone: true });
  });

  it("takes for typed what comes two seconds later", ({ expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> a"));
    editor.change(at(4, 8, ""));
    editor.clock.advance(2_001);
    editor.change(at(4, 4, "x"));
    editor.change(at(4, 5, ""));
    editor.change(at(4, 4, ">"));

    expect(editor.last()).toMatchObject({ after: "why?>", isUndone: false });
  });

  it("takes for typed what comes after the user has deleted more than the edit", ({ expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> a"));
    editor.change(at(0, 8, ""));
    editor.change(at(0, 0, "why?>"));

    expect(editor.last()).toMatchObject({ after: "why?>", isUndone: false });
  });

  it("knows a redo of what the user had typed, after both were undone", ({ expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> a"));
    editor.change(at(4, 8, ">"));
    editor.change(at(0, 5, ""));
    editor.change(at(0, 0, "why?>"));

    expect(editor.last()).toMatchObject({ after: "why?>", isUndone: true });
  });

  it.for([
    [at(0, 0, "?>"), "another text"],
    [at(4, 4, "?"), "a text inside of the answer's line"],
  ] as const)("takes for typed what was not there before: %j, %s", ([typed], { expect }) => {
    const editor = document("why?>");
    editor.edit(at(4, 5, "\n> a"));
    editor.change(typed);

    expect(editor.last().isUndone).toBe(false);
  });
});

function at(start: number, end: number, text: string): TextChange {
  return { start, end, text };
}

/** A document with the edits of a server and the changes of its user. */
function document(content: string) {
  const clock = manualClock();
  const changes = new Emitter<DocumentChange>();
  const edited = new Set<number>();
  const { isUndone } = createUndoneEdits({
    documents: { onDidClose: new Emitter<never>().event },
    onChange: changes.event,
    alreadyEdited: (_uri, version) => edited.has(version),
    clock,
  });
  let text = content;
  let version = 1;
  let last = { after: text, isUndone: false };

  function change(...made: readonly TextChange[]): void {
    const before = text;
    text = applyChanges(before, made);
    version += 1;
    const event = {
      uri: URI,
      version,
      versionBefore: version - 1,
      changes: made,
      before,
      after: text,
    };
    changes.fire(event);
    last = { after: text, isUndone: isUndone(event) };
  }

  return {
    clock,
    change,
    edit(made: TextChange): void {
      edited.add(version);
      change(made);
    },
    last: () => last,
  };
}
