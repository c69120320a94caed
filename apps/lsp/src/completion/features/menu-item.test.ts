import { describe, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver";

import { type CompletionProfile, completionProfile } from "../../protocol/completion-profile.ts";
import { cursorIn } from "../../testing/cursor-in.ts";
import { menuItem } from "./menu-item.ts";

describe("menuItem", () => {
  it("replaces the half-typed word, and survives the filters while it is typed on", ({
    expect,
  }) => {
    expect(itemIn("é const con|", "sole.log($1)")).toEqual({
      label: "console.log($1)",
      kind: 1,
      detail: "openai:m",
      documentation: "console.log($1)",
      filterText: "console.log($1)",
      sortText: "0000",
      textEdit: {
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } },
        newText: "console.log($1)",
      },
      insertTextFormat: 1,
    });
  });

  it("counts as the client does", ({ expect }) => {
    const cursor = cursorIn("x\né🙂con|");
    const suggestion = { target: "openai:m", text: "st" };
    const number = { index: 0, models: 1 };

    expect(menuItem(cursor, suggestion, profileOf({}), "utf-8", number)?.textEdit).toMatchObject({
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
    });
  });

  it.for([
    ["|", "a\nb", "a", "the first line"],
    ["  |", "\n  b", "b", "the first that is not blank"],
    ["f|", "\n  b", "f b", "with the word"],
    ["|", "\tx\ty", "x y", "without tabs"],
    ["|", "🙂".repeat(80), `${"🙂".repeat(59)}…`, "not too long, and whole characters"],
  ] as const)("is called after %j and %j %j: %s", ([marked, text, label], { expect }) => {
    expect(itemIn(marked, text, { lines: "plain" })?.label).toBe(label);
  });

  it("says whose it is when there are several", ({ expect }) => {
    const item = itemIn("|", "x", {}, { index: 1, models: 2 });

    expect(item).toMatchObject({ label: "x · openai:m", sortText: "0001", filterText: "x" });
    expect(itemIn("|", "x", { showsOrigin: true }, { index: 1, models: 2 })).toMatchObject({
      label: "x",
      labelDetails: { description: "openai:m" },
    });
  });

  it("gives one line to a client that takes no more, and no item when that is blank", ({
    expect,
  }) => {
    expect(itemIn("|", "a\nb", { lines: "single" })?.textEdit?.newText).toBe("a");
    expect(itemIn("f|", "\n  b", { lines: "single" })).toBeUndefined();
  });

  it("leaves to a snippet's client what that adds, and escapes what it would read", ({
    expect,
  }) => {
    const item = itemIn("  if (x) {|", "\n    `${a}`\\\n  }", { lines: "snippet" });

    expect(item?.insertTextFormat).toBe(2);
    expect(item?.textEdit?.newText).toBe("{\n  `\\${a\\}`\\\\\n\\}".slice(1));
  });

  it("makes a snippet of one line too, where plain text would be cut at its first space", ({
    expect,
  }) => {
    const profile = { lines: "snippet", cutsPlainText: true } as const;

    expect(itemIn("f|(x)", "oo($a, ", profile)).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: "foo(\\$a, " },
    });
    expect(itemIn("f|", "oo($a)", profile)).toMatchObject({
      insertTextFormat: 1,
      textEdit: { newText: "foo($a)" },
    });
  });

  it("ends a snippet before what it cannot say", ({ expect }) => {
    expect(itemIn("    |", "a\n    b\n  c", { lines: "snippet" })?.textEdit?.newText).toBe("a\nb");
  });

  it.for([
    ["python", true, "a:", "Neovim would make spaces of the second tab and keep the first"],
    ["python", false, "a:\n\tb", "another client keeps both"],
    ["go", true, "a:\n\tb", "so does Neovim in a language of tabs"],
  ] as const)("of %j, where tabs may become spaces (%j), inserts %j: %s", (row, { expect }) => {
    const [languageId, expandsTabs, newText] = row;
    const cursor = cursorIn("if x:\n\t|", { languageId });
    const profile = { ...profileOf({}), lines: "snippet", expandsTabs } as const;
    const suggestion = { target: "openai:m", text: "a:\n\t\tb" };

    const item = menuItem(cursor, suggestion, profile, "utf-16", { index: 0, models: 1 });

    expect(item?.textEdit?.newText).toBe(newText);
  });

  it("names its model once where the menu shows the detail beside the origin", ({ expect }) => {
    const item = itemIn("|", "x", { showsOrigin: true, showsDetail: true });

    expect(item).toMatchObject({ labelDetails: { description: "openai:m" } });
    expect(item).not.toHaveProperty("detail");
  });

  it("fences its text safely", ({ expect }) => {
    expect(itemIn("|", "a ``` b", { readsMarkdown: true })?.documentation).toEqual({
      kind: "markdown",
      value: "````typescript\na ``` b\n````",
    });
  });

  it("asks for its indentation to be left alone where that can be asked", ({ expect }) => {
    expect(itemIn("|", "a\nb", { lines: "plain", keepsIndentation: true })?.insertTextMode).toBe(1);
  });
});

function itemIn(
  marked: string,
  text: string,
  overrides: Partial<CompletionProfile> = {},
  number = { index: 0, models: 1 },
) {
  const suggestion = { target: "openai:m", text };
  return menuItem(
    cursorIn(marked),
    suggestion,
    { ...profileOf({}), ...overrides },
    "utf-16",
    number,
  );
}

function profileOf(capabilities: ClientCapabilities): CompletionProfile {
  return completionProfile(capabilities, undefined);
}
