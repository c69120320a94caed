import { createMarkdownLine, type MarkdownLine } from "./markdown-line.ts";

/** The first fenced code block of a text. */
export type FirstCodeBlock =
  | { readonly type: "none" }
  /** The lines between the fences, each with its end. */
  | { readonly type: "closed"; readonly code: string }
  /** The text ended before the closing fence, or the list or quotation did that the block is in. */
  | { readonly type: "unclosed" };

/** A quotation, or an item of a list: its lines are indented by so many columns. */
type Container =
  | { readonly type: "quote" }
  | { readonly type: "item"; readonly columns: number; isEmpty: boolean };

/** The block that a line may go on with, inside the innermost container. */
type Leaf =
  | { readonly type: "none" | "paragraph" | "indented" }
  | { readonly type: "html"; readonly end: RegExp | undefined }
  | Fence;

interface Fence {
  readonly type: "fence";
  readonly mark: string;
  /** Columns before it, of which a line of the code has no more to give. */
  readonly indent: number;
}

const NONE: Leaf = { type: "none" };

/** From this many columns on a line is indented code, and begins nothing else. */
const CODE_INDENT = 4;

/**
 * Finds the first fenced code block by the rules of CommonMark 0.31.2 (https://spec.commonmark.org/0.31.2/#fenced-code-blocks): of any
 * length, of backticks or tildes, in a list or a quotation too, and not where a line like a fence is part of indented code or of
 * HTML. The code is exact: its line ends stay as they are, and nothing is taken from it but the indentation of the block.
 */
export function firstCodeBlock(text: string): FirstCodeBlock {
  const scanner = createScanner();
  for (const [line] of text
    .replace(/^\ufeff/u, "")
    .matchAll(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu)) {
    const found = scanner.push(line);
    if (found !== undefined) {
      return found;
    }
  }
  return scanner.isInCode() ? { type: "unclosed" } : { type: "none" };
}

interface Scanner {
  push(line: string): FirstCodeBlock | undefined;
  isInCode(): boolean;
}

function createScanner(): Scanner {
  const containers: Container[] = []; // changed in place: there may be as many as the line has signs
  let leaf: Leaf = NONE;
  let code = "";

  function inCode(
    line: MarkdownLine,
    fence: Fence,
    isMatched: boolean,
  ): FirstCodeBlock | undefined {
    if (!isMatched) {
      return { type: "unclosed" };
    }
    if (isClosing(line, fence)) {
      return { type: "closed", code };
    }
    line.skipColumns(fence.indent);
    code += line.remaining();
    return undefined;
  }

  function outsideCode(line: MarkdownLine, matched: number): void {
    let isMatched = matched === containers.length;

    function endUnmatched(): void {
      containers.length = isMatched ? containers.length : matched;
      isMatched = true;
    }

    /** Ends what the line does not go on with: a block begins inside the innermost container that it does go on with. */
    function begin(next: Leaf): void {
      endUnmatched();
      leaf = next;
      const innermost = containers.at(-1);
      if (innermost?.type === "item") {
        innermost.isEmpty = false;
      }
    }

    while (!line.isBlank() && line.indent() < CODE_INDENT) {
      const rest = line.rest();
      const isInParagraph = isMatched && leaf.type === "paragraph";
      const marker = rest.startsWith(">") ? undefined : markerAt(rest, isInParagraph);
      const whole = leafAt(line, { isInParagraph, isAfterParagraph: leaf.type === "paragraph" });
      if (whole !== undefined) {
        begin(whole.type === "html" && endsHtml(rest, whole) ? NONE : whole);
        return;
      }
      if (rest.startsWith(">")) {
        begin(NONE);
        passQuoteMark(line);
        containers.push({ type: "quote" });
      } else if (marker === undefined) {
        break;
      } else {
        begin(NONE);
        containers.push(openItem(line, marker));
      }
    }
    if (line.isBlank()) {
      endUnmatched();
      leaf = NONE;
    } else if (leaf.type !== "paragraph") {
      begin({ type: line.indent() < CODE_INDENT ? "paragraph" : "indented" });
    }
    // Otherwise the line belongs to the paragraph, also when it does not go on with the containers of that ("laziness").
  }

  return {
    push(text) {
      const line = createMarkdownLine(text);
      const unmatched = containers.findIndex((container) => !goesOn(container, line));
      const isMatched = unmatched === -1;
      if (leaf.type === "fence") {
        return inCode(line, leaf, isMatched);
      }
      if (isMatched && leaf.type === "html") {
        leaf = endsHtml(line.rest(), leaf) ? NONE : leaf;
      } else if (isMatched && leaf.type === "indented" && line.isBlank()) {
        // It goes on behind empty lines, and what follows is code either way.
      } else {
        outsideCode(line, isMatched ? containers.length : unmatched);
      }
      return undefined;
    },
    isInCode: () => leaf.type === "fence",
  };
}

/** Whether `line` belongs to `container`. If so, what the container takes of it is passed. */
function goesOn(container: Container, line: MarkdownLine): boolean {
  if (container.type === "quote") {
    const isQuoted = line.indent() < CODE_INDENT && line.rest().startsWith(">");
    if (isQuoted) {
      passQuoteMark(line);
    }
    return isQuoted;
  }
  if (line.isBlank()) {
    line.skipIndent();
    return !container.isEmpty;
  }
  const isIndented = line.indent() >= container.columns;
  if (isIndented) {
    line.skipColumns(container.columns);
  }
  return isIndented;
}

function passQuoteMark(line: MarkdownLine): void {
  line.skipIndent();
  line.skip(1);
  line.skipColumns(1);
}

function isClosing(line: MarkdownLine, { mark }: Fence): boolean {
  const [, closing = ""] = /^(`{3,}|~{3,})[ \t]*$/u.exec(line.rest()) ?? [];
  return line.indent() < CODE_INDENT && closing.startsWith(mark);
}

/** The block that begins here and is no container, if one does. A heading and a rule have ended with their line. */
function leafAt(
  line: MarkdownLine,
  paragraph: { readonly isInParagraph: boolean; readonly isAfterParagraph: boolean },
): Leaf | undefined {
  const rest = line.rest();
  const isUnderline = paragraph.isInParagraph && /^(?:=+|-+)[ \t]*$/u.test(rest);
  if (isUnderline || /^#{1,6}(?:[ \t]|$)/u.test(rest) || RULE.test(rest)) {
    return NONE;
  }
  const [mark] = /^(?:`{3,}(?!.*`)|~{3,})/u.exec(rest) ?? [];
  if (mark !== undefined) {
    return { type: "fence", mark, indent: line.indent() };
  }
  const html = HTML.find(({ start }) => start.test(rest)) ?? TAG_ALONE;
  const isHtml = html.start.test(rest) && !(html === TAG_ALONE && paragraph.isAfterParagraph);
  return isHtml ? { type: "html", end: html.end } : undefined;
}

const RULE = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/u;

/** The beginning of an item, its number if it has one included. */
function markerAt(rest: string, isInParagraph: boolean): string | undefined {
  const [marker, number] = /^(?:[*+-]|(\d{1,9})[.)])(?=[ \t]|$)/u.exec(rest) ?? [];
  if (marker === undefined || !isInParagraph) {
    return marker;
  }
  const mayInterrupt = Number(number ?? 1) === 1 && rest.slice(marker.length).trim() !== "";
  return mayInterrupt ? marker : undefined;
}

function openItem(line: MarkdownLine, marker: string): Container {
  const before = line.indent();
  line.skipIndent();
  line.skip(marker.length);
  const spaces = line.indent();
  const isCodeInside = spaces > CODE_INDENT;
  const padding = spaces === 0 || isCodeInside || line.isBlank() ? 1 : spaces;
  line.skipColumns(padding);
  return { type: "item", columns: before + marker.length + padding, isEmpty: true };
}

/** HTML that is passed up to a line in which `end` is found, or up to an empty line where there is none. */
interface HtmlKind {
  readonly start: RegExp;
  readonly end: RegExp | undefined;
}

function endsHtml(rest: string, { end }: { readonly end: RegExp | undefined }): boolean {
  return end === undefined ? rest === "" : end.test(rest);
}

const HTML: readonly HtmlKind[] = [
  {
    start: /^<(?:script|pre|textarea|style)(?:\s|>|$)/iu,
    end: /<\/(?:script|pre|textarea|style)>/iu,
  },
  { start: /^<!--/u, end: /-->/u },
  { start: /^<\?/u, end: /\?>/u },
  { start: /^<![a-z]/iu, end: />/u },
  { start: /^<!\[CDATA\[/u, end: /\]\]>/u },
  {
    start:
      /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/iu,
    end: undefined,
  },
];

/** Any other tag that is alone on its line. */
const TAG_ALONE: HtmlKind = {
  start:
    /^(?:<[a-z][a-z\d-]*(?:\s+[a-z_:][\w:.-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[a-z][a-z\d-]*\s*>)\s*$/iu,
  end: undefined,
};
