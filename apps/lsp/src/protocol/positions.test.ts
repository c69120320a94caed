import * as fc from "fast-check";
import { describe, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "./positions.ts";
import { decodeRange, encodeRange, negotiateEncoding } from "./positions.ts";

const ENCODINGS: readonly PositionEncoding[] = ["utf-8", "utf-16", "utf-32"];

/** Characters of every width, with combining marks, joined emoji, line breaks of all kinds and lone surrogates. */
const piece = fc.constantFrom(
  "a",
  "é",
  "e\u0301",
  "日",
  "🙂",
  "👩‍👩‍👧",
  "\u{10ffff}",
  "\n",
  "\r\n",
  "\r",
  "\t",
  "\ud83d",
  "\ude42",
  "\u2028",
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

describe("negotiateEncoding", () => {
  it.for([
    [["utf-8", "utf-16"], "helix", "utf-8", "the client's first one"],
    [["utf-7", "utf-32"], "x", "utf-32", "the first that is known"],
    [["utf-16"], "emacs", "utf-16", "lsp-mode 9 says what it counts"],
    [undefined, "x", "utf-16", "the protocol's default"],
    [undefined, undefined, "utf-16", "a client without a name"],
    [undefined, "vim-lsp", "utf-32", "it counts characters and announces nothing"],
    [undefined, "emacs", "utf-32", "so does lsp-mode 8"],
    [undefined, "Eglot", "utf-16", "Emacs' other client counts as it should"],
  ] as const)("of %j from %j: %s, %s", ([positionEncodings, name, encoding], { expect }) => {
    const general = positionEncodings && { general: { positionEncodings: [...positionEncodings] } };

    expect(negotiateEncoding({ ...general }, name === undefined ? undefined : { name })).toBe(
      encoding,
    );
  });
});

describe("encodeRange", () => {
  it.for([
    { encoding: "utf-8", character: 7 },
    { encoding: "utf-16", character: 4 },
    { encoding: "utf-32", character: 3 },
  ] as const)("counts $character before the b in $encoding", (row, { expect }) => {
    const document = documentOf("x\r\né🙂ab");
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };

    expect(encodeRange(document, range, row.encoding).end).toEqual({
      line: 1,
      character: row.character,
    });
  });

  it("counts as the encoding itself does", ({ expect }) => {
    fc.assert(
      fc.property(text, fc.nat(40), (content, at) => {
        const document = documentOf(content);
        const position = document.positionAt(startOfCharacter(content, at));
        const before = document.getText({ start: { ...position, character: 0 }, end: position });

        const [utf8, utf16, utf32] = ENCODINGS.map(
          (encoding) =>
            encodeRange(document, { start: position, end: position }, encoding).end.character,
        );

        expect(utf8).toBe(Buffer.byteLength(before));
        expect(utf16).toBe(before.length);
        expect(utf32).toBe(Array.from(before).length);
      }),
    );
  });
});

describe("decodeRange", () => {
  it("is the way back", ({ expect }) => {
    fc.assert(
      fc.property(
        text,
        fc.nat(40),
        fc.nat(40),
        fc.constantFrom(...ENCODINGS),
        (content, one, other, encoding) => {
          const document = documentOf(content);
          const range = {
            start: document.positionAt(startOfCharacter(content, one)),
            end: document.positionAt(startOfCharacter(content, other)),
          };

          expect(decodeRange(document, encodeRange(document, range, encoding), encoding)).toEqual(
            range,
          );
        },
      ),
    );
  });

  it("stays inside the document and between its characters, wherever the client points", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        text,
        fc.nat(40),
        fc.nat(200),
        fc.constantFrom(...ENCODINGS),
        (content, line, character, encoding) => {
          const document = documentOf(content);
          const position = { line, character };

          const { start } = decodeRange(document, { start: position, end: position }, encoding);
          const offset = document.offsetAt(start);

          expect(document.positionAt(offset)).toEqual(start);
          expect(startOfCharacter(content, offset)).toBe(offset);
        },
      ),
    );
  });

  it.for([
    { encoding: "utf-8", character: 3, decoded: 1, why: "inside the emoji" },
    { encoding: "utf-16", character: 2, decoded: 1, why: "between its surrogates" },
    { encoding: "utf-32", character: 9, decoded: 3, why: "behind the line" },
  ] as const)("rounds $character in $encoding down to $decoded: $why", (row, { expect }) => {
    const position = { line: 0, character: row.character };

    expect(
      decodeRange(documentOf("a🙂\nb"), { start: position, end: position }, row.encoding).start,
    ).toEqual({ line: 0, character: row.decoded });
  });

  it("takes a line behind the last one for the end", ({ expect }) => {
    const position = { line: 7, character: 3 };

    expect(
      decodeRange(documentOf("a\nbc"), { start: position, end: position }, "utf-8").end,
    ).toEqual({
      line: 1,
      character: 2,
    });
  });
});

function documentOf(content: string): TextDocument {
  return TextDocument.create("file:///a", "plaintext", 1, content);
}

/** The greatest offset up to `at` that is not between the surrogates of one character. */
function startOfCharacter(content: string, at: number): number {
  const offset = Math.min(at, content.length);
  const isInside = offset > 0 && (content.codePointAt(offset - 1) ?? 0) > 0xffff;
  return isInside ? offset - 1 : offset;
}
