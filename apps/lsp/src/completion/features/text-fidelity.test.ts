import {
  acceptInCode,
  acceptInEglot,
  acceptInHelix,
  acceptInNeovim,
  acceptInOldNeovim,
  type AcceptItem,
} from "@hexai/testing";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { CompletionItem, InitializeParams } from "vscode-languageserver";

import { type CompletionProfile, completionProfile } from "../../protocol/completion-profile.ts";
import { lineAfter, lineBefore } from "../../protocol/cursor.ts";
import type { PositionEncoding } from "../../protocol/positions.ts";
import { cursorBetween } from "../../testing/cursor-in.ts";
import { postprocess } from "../postprocess/postprocess.ts";
import { scopeOf } from "../postprocess/stop-point.ts";
import { ghostTextItem } from "./ghost-text.ts";
import { menuItem } from "./menu-item.ts";

/** A document with a hole, and what belongs there. */
interface Hole {
  readonly left: string;
  readonly middle: string;
  readonly right: string;
}

/** What the document is made of: scripts of all kinds, and what is wrong in some documents. */
const AROUND = fc.constantFrom(
  "a",
  "b",
  "c",
  "d",
  "e",
  "_",
  "é",
  "e\u0301",
  "日本",
  "שלום",
  "🙂",
  "👩‍👩‍👧",
  "\u{10ffff}",
  "\ud83d",
  "\ude42",
  "\u2028",
  " ",
  "\t",
  " = ",
  "(",
  "[",
  ", ",
);

/** What the model writes. Nothing of it is in the document, so that what it repeats can be told from what it means. */
const WRITTEN = fc.constantFrom(
  "v",
  "w",
  "x",
  "y",
  "z",
  "ü",
  "u\u0308",
  "中文",
  "مرحبا",
  "🎉",
  "$1",
  "\\",
  "${v}",
  "+",
  " - ",
  "\tz",
  "(v)",
);

const LINE_BREAK = fc.constantFrom("\n", "\r\n");

/** Something follows on the line, which then is all that the model may fill. */
const inLine = fc
  .record({
    above: fc.string({ unit: AROUND, maxLength: 6 }),
    before: fc.string({ unit: AROUND, maxLength: 6 }),
    written: fc.string({ unit: WRITTEN, minLength: 1, maxLength: 6 }),
    after: fc.constantFrom(")", ");", "]", "dbd(e)", " === 日本;", ", d)", '"', "é🙂)"),
    lineBreak: LINE_BREAK,
  })
  .map(({ above, before, written, after, lineBreak }) => ({
    left: above + lineBreak + opening(before, after),
    middle: written,
    right: after + lineBreak + above,
  }));

/** The text before a hole, with the counterpart of a bracket behind it: one that closes nothing is the model's to open. */
function opening(before: string, after: string): string {
  const closer = /[)\]](?=[^()[\]]*$)/u.exec(after.replaceAll(/\(.*?\)/gu, ""))?.[0];
  const plain = before.replaceAll(/[([]/gu, "");
  return closer === undefined ? plain : `${closer === ")" ? "(" : "["}${plain}`;
}

/** Nothing follows on the line: several lines may be written, all of them deeper than the first. */
const inBlock = fc
  .record({
    above: fc.string({ unit: AROUND, maxLength: 6 }),
    indent: fc.constantFrom("", "  ", "\t"),
    before: fc.string({ unit: AROUND, maxLength: 6 }).filter((text) => text.trim() !== ""),
    first: fc.string({ unit: WRITTEN, minLength: 1, maxLength: 6 }),
    others: fc.array(fc.string({ unit: WRITTEN, minLength: 1, maxLength: 6 }), { maxLength: 3 }),
    lineBreak: LINE_BREAK,
  })
  .map(({ above, indent, before, first, others, lineBreak }) => ({
    left: `${above}${lineBreak}${indent}${before.trimStart()}`,
    middle: [
      first,
      ...others.map((line) => `${indent}\t\t${before.match(/^\s*/u)?.[0] ?? ""}${line}`),
    ]
      .join(lineBreak)
      .trimEnd(),
    right: lineBreak + above,
  }));

const hole: fc.Arbitrary<Hole> = fc
  .oneof(inLine, inBlock)
  .filter(({ middle }) => middle.trim() !== "" && middle.trimStart() === middle);

/** How a model packs what it means. */
type Style = (hole: Hole) => string;

/** The line of the hole. A bracket alone is not repeated: nobody could tell that from one more bracket. */
function lineOf({ left, right }: Hole): { before: string; after: string } {
  const cursor = cursorBetween(left, right);
  const before = lineBefore(cursor);
  return { before: /^\s*[([]+\s*$/u.test(before) ? "" : before, after: lineAfter(cursor) };
}

const CHAT_STYLES: Readonly<Record<string, Style>> = {
  "as it is": ({ middle }) => middle,
  "in a fence": ({ middle }) => `\`\`\`ts\n${middle}\n\`\`\``,
  "with the line's beginning": (at) => lineOf(at).before + at.middle,
  "with the line's beginning, not indented": (at) => lineOf(at).before.trimStart() + at.middle,
  "with the line's end": (at) => at.middle + lineOf(at).after,
  "with the whole line in a fence": (at) =>
    `\`\`\`\n${lineOf(at).before}${at.middle}${lineOf(at).after}\n\`\`\`\n`,
};

const NATIVE_STYLES: Readonly<Record<string, Style>> = {
  "as it is": ({ middle }) => middle,
  "with the line's end": (at) => at.middle + lineOf(at).after,
  "with line breaks of its own": ({ middle }) => middle.replaceAll("\r\n", "\n"),
};

interface Client {
  readonly name: string;
  readonly profile: CompletionProfile;
  readonly accept: AcceptItem;
  /** It does not offer what begins before its own idea of the word. */
  readonly mayRefuse: boolean;
}

const SNIPPETS = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

const CLIENTS: readonly Client[] = [
  clientOf("Helix", { name: "helix", version: "25.07.1" }, acceptInHelix),
  {
    ...clientOf("Neovim 0.7", { name: "Neovim", version: "0.7.2" }, acceptInOldNeovim, {}),
    mayRefuse: true,
  },
  clientOf("Neovim 0.11", { name: "Neovim", version: "0.11.2" }, acceptInNeovim),
  clientOf("Code", { name: "Visual Studio Code", version: "1.103.0" }, acceptInCode, {
    textDocument: {
      completion: {
        completionItem: { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } },
      },
    },
  }),
  clientOf("eglot", { name: "Eglot", version: "1.17" }, acceptInEglot, {}),
];

const encodings = fc.constantFrom<PositionEncoding>("utf-8", "utf-16", "utf-32");

describe("what is inserted", () => {
  it.for(Object.keys(CHAT_STYLES))("is what a chat means that answers %s", (style, { expect }) => {
    const say = CHAT_STYLES[style] ?? String;

    fc.assert(
      fc.property(hole, (at) => {
        expect(inserted(at, say(at), "chat")).toBe(at.middle);
      }),
      { numRuns: 1_000 },
    );
  });

  it.for(Object.keys(NATIVE_STYLES))(
    "is what a native model means that answers %s",
    (style, { expect }) => {
      const say = NATIVE_STYLES[style] ?? String;

      fc.assert(
        fc.property(hole, (at) => {
          expect(inserted(at, say(at), "native")).toBe(at.middle);
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it.for(CLIENTS)("stands in the document after $name has taken the item", (client, { expect }) => {
    const taken: unknown[] = [];

    fc.assert(
      fc.property(hole, encodings, (at, encoding) => {
        const { left, middle, right } = at;
        const item = itemFor(at, client.profile, encoding);
        const isBlank = client.profile.lines === "single" && /^\s*(?:\n|$)/u.test(middle);
        expect(item === undefined).toBe(isBlank);
        const result =
          item && client.accept({ text: left + right, cursor: left.length }, item, encoding);
        if (result === undefined) {
          expect(client.mayRefuse).toBe(true);
          return;
        }
        const shown = client.profile.lines === "single" ? middle.split(/\r?\n/u)[0] : middle;

        expect(result).toBe(`${left}${shown}${right}`);
        taken.push(result);
      }),
      { numRuns: 1_000 },
    );
    expect(taken.length).toBeGreaterThan(300);
  });

  it("begins with what ghost text replaces, on one line", ({ expect }) => {
    fc.assert(
      fc.property(hole, encodings, (at, encoding) => {
        const { left, middle, right } = at;
        const cursor = cursorBetween(left, right);
        const { insertText, range } = ghostTextItem(
          cursor,
          { target: "m", text: middle },
          encoding,
        );
        const newText = typeof insertText === "string" ? insertText : insertText.value;
        const item: CompletionItem = {
          label: "",
          filterText: newText,
          textEdit: { range: range ?? NOWHERE, newText },
        };
        const buffer = { text: left + right, cursor: left.length };

        expect(range?.start.line).toBe(range?.end.line);
        expect(acceptInEglot(buffer, item, encoding)).toBe(left + middle + right);
      }),
      { numRuns: 1_000 },
    );
  });
});

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function inserted({ left, right }: Hole, text: string, source: "native" | "chat"): string {
  const cursor = cursorBetween(left, right);
  return postprocess({ text, source, isComplete: true }, cursor, scopeOf(cursor));
}

function itemFor(
  { left, middle, right }: Hole,
  profile: CompletionProfile,
  encoding: PositionEncoding,
): CompletionItem | undefined {
  const suggestion = { target: "openai:m", text: middle };
  const number = { index: 0, models: 1 };
  return menuItem(cursorBetween(left, right), suggestion, profile, encoding, number);
}

function clientOf(
  name: string,
  clientInfo: NonNullable<InitializeParams["clientInfo"]>,
  accept: AcceptItem,
  capabilities: InitializeParams["capabilities"] = SNIPPETS,
): Client {
  return { name, accept, mayRefuse: false, profile: completionProfile(capabilities, clientInfo) };
}
