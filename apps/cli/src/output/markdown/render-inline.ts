import { sanitizeText } from "@hexai/terminal/text";
import { decodeHTMLStrict } from "entities";
import type { MarkedToken, Token } from "marked";

import type { Style } from "./style.ts";

/** The text of a paragraph, a heading or a cell. Its line ends stay: models write one where they want one. */
export function renderInline(tokens: readonly Token[], style: Style): string {
  return tokens.map((token) => renderOne(toMarkedToken(token), style)).join("");
}

/** Without extensions there are no tokens but Marked's own. */
export function toMarkedToken(token: Token): MarkedToken {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Token` adds those of extensions, which are not used
  return token as MarkedToken;
}

/** The HTML that models write for a line break in a table, where Markdown has none. */
const LINE_BREAK = /^<br *\/?>$/iu;

function renderOne(token: MarkedToken, style: Style): string {
  switch (token.type) {
    case "strong": {
      return style.strong(renderInline(token.tokens, style));
    }
    case "em": {
      return style.emphasis(renderInline(token.tokens, style));
    }
    case "del": {
      return style.deleted(renderInline(token.tokens, style));
    }
    case "codespan": {
      return style.code(sanitizeText(token.text));
    }
    case "link": {
      return renderLink(renderInline(token.tokens, style), token.href, style);
    }
    case "image": {
      return renderLink(decodeText(token.text), token.href, style);
    }
    case "br": {
      return "\n";
    }
    case "html": {
      return LINE_BREAK.test(token.raw) ? "\n" : sanitizeText(token.raw);
    }
    case "text": {
      return token.tokens === undefined
        ? decodeText(token.text)
        : renderInline(token.tokens, style);
    }
    case "checkbox": {
      return token.checked ? "☑ " : "☐ ";
    }
    case "escape": {
      return sanitizeText(token.text);
    }
    case "blockquote":
    case "code":
    case "def":
    case "heading":
    case "hr":
    case "list":
    case "list_item":
    case "paragraph":
    case "space":
    case "table": {
      break;
    }
  }
  return sanitizeText(token.raw);
}

/** The address after the text, unless they are the same. */
function renderLink(text: string, href: string, style: Style): string {
  const address = sanitizeText(href);
  const isSame = address === text || address === `mailto:${text}`;
  return isSame || address === "" ? style.link(text) : `${text} (${style.link(address)})`;
}

function decodeText(text: string): string {
  return sanitizeText(decodeHTMLStrict(text));
}
