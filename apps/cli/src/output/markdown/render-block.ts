import { sanitizeText } from "@hexai/terminal/text";
import { wrapAnsi } from "fast-wrap-ansi";
import type { MarkedToken, Token, Tokens } from "marked";

import { highlightCode } from "./highlight-code.ts";
import { toMarkedToken, renderInline } from "./render-inline.ts";
import { renderTable } from "./render-table.ts";
import type { Style } from "./style.ts";

/** What a block is drawn on. */
export interface Page {
  /** Display cells in a line. */
  readonly columns: number;
  readonly style: Style;
}

const NARROWEST = 8;

/** One block without the line end of its last line; empty for what is not shown. */
export function renderBlock(token: MarkedToken, page: Page): string {
  const { columns, style } = page;
  switch (token.type) {
    case "space": {
      return "";
    }
    case "heading": {
      return wrapped(style.heading(renderInline(token.tokens, style), token.depth), page);
    }
    case "paragraph":
    case "text": {
      return wrapped(renderInline(token.tokens ?? [token], style), page);
    }
    case "code": {
      return codeLines(token, style).join("\n");
    }
    case "blockquote": {
      return prefixed(
        style.faint("│ "),
        style.faint("│ "),
        renderBlocks(token.tokens, inner(page, 2)),
      );
    }
    case "list": {
      return renderItems(token.items, firstNumber(token), page);
    }
    case "hr": {
      return style.faint("─".repeat(columns));
    }
    case "table": {
      return renderTable(token, columns, style) ?? sanitizeText(token.raw.trimEnd());
    }
    case "br":
    case "checkbox":
    case "codespan":
    case "def":
    case "del":
    case "em":
    case "escape":
    case "html":
    case "image":
    case "link":
    case "list_item":
    case "strong": {
      break;
    }
  }
  return sanitizeText(token.raw.trimEnd());
}

/** The number of a list's first item; undefined for one with bullets. */
export function firstNumber({ ordered, start }: Tokens.List): number | undefined {
  return ordered ? Number(start) : undefined;
}

/** Items of one list, numbered from `first` on. */
export function renderItems(
  items: readonly Tokens.ListItem[],
  first: number | undefined,
  page: Page,
): string {
  return items
    .map((item, index) => {
      const sign = first === undefined ? "• " : `${first + index}. `;
      const text = renderBlocks(item.tokens, inner(page, sign.length), item.loose ? "\n\n" : "\n");
      return prefixed(page.style.faint(sign), " ".repeat(sign.length), text);
    })
    .join(items.some(({ loose }) => loose) ? "\n\n" : "\n");
}

/** Code between its fences. It is not wrapped, so that it can be copied. */
export function codeLines(token: Tokens.Code, style: Style): readonly string[] {
  const [language = ""] = sanitizeText(token.lang ?? "").split(/\s/u);
  const code = highlightCode(sanitizeText(token.text), language.toLowerCase(), style);
  const fence = findFence(token);
  const lines = code.split("\n").slice(0, countLines(token));
  return [style.faint(fence + language), ...lines, style.faint(fence)];
}

/** As the source has it: a longer one than usual stands around a program that has fences itself. */
function findFence({ raw, codeBlockStyle }: Tokens.Code): string {
  const [fence = "```"] = codeBlockStyle === "indented" ? [] : (/`{3,}|~{3,}/u.exec(raw) ?? []);
  return fence;
}

/** The text of no line and that of an empty line are the same, so lines are counted in the source. */
function countLines(token: Tokens.Code): number {
  return token.codeBlockStyle === "indented"
    ? token.text.split("\n").length
    : linesBehindFence(token).length - (isClosed(token) ? 1 : 0);
}

/** Whether the program has its second fence, so that no line can belong to it any more. */
export function isClosed(token: Tokens.Code): boolean {
  const fence = findFence(token);
  const end = linesBehindFence(token).at(-1)?.trim() ?? "";
  return (
    token.codeBlockStyle !== "indented" &&
    end.startsWith(fence) &&
    end.replaceAll(fence.charAt(0), "") === ""
  );
}

function linesBehindFence({ raw }: Tokens.Code): readonly string[] {
  return raw.replace(/\n$/u, "").split("\n").slice(1);
}

function renderBlocks(tokens: readonly Token[], page: Page, gap = "\n\n"): string {
  let text = "";
  for (const token of tokens.map(toMarkedToken)) {
    const block =
      token.type === "checkbox" ? renderInline([token], page.style) : renderBlock(token, page);
    text += text === "" || text.endsWith(" ") || block === "" ? block : gap + block;
  }
  return text;
}

function inner({ columns, style }: Page, cells: number): Page {
  return { columns: Math.max(NARROWEST, columns - cells), style };
}

function wrapped(text: string, { columns }: Page): string {
  return wrapAnsi(text, columns, { hard: true });
}

function prefixed(first: string, others: string, text: string): string {
  return text
    .split("\n")
    .map((line, index) => ((index === 0 ? first : others) + line).trimEnd())
    .join("\n");
}
