import { createTextSanitizer } from "@hexai/terminal/text";
import { lexer, type MarkedToken } from "marked";

import { type AnswerWriter, createAnswerWriter } from "../answer-writer.ts";
import type { Output } from "../terminal.ts";
import {
  codeLines,
  isClosed,
  firstNumber,
  type Page,
  renderBlock,
  renderItems,
} from "./render-block.ts";
import { toMarkedToken } from "./render-inline.ts";
import { COLORFUL, PLAIN } from "./style.ts";

/** A program longer than this is coloured piece by piece: the cost of a line must not grow with their number. */
const PIECE_LINES = 200;

/** A block that is longer than this many UTF-16 units is not looked at again with each of its lines. */
const LONG_BLOCK = 4000;

/** A block that is longer than this many UTF-16 units is not written for people, and is shown as it is. */
const LONGEST_BLOCK = 100_000;

const FENCE = /^\s*(?:`{3}|~{3})/u;

/**
 * Renders Markdown while it comes in, without ever taking a line back: a block is written when the next one begins, an
 * item of a list when the next item does, a line of a program when it is whole. So the result depends on the
 * text alone and not on how it was cut; but a program that comes in larger pieces may get better colours.
 */
export function createMarkdownWriter(out: Output): AnswerWriter {
  const style = out.isColorful ? COLORFUL : PLAIN;
  const sanitizer = createTextSanitizer();
  /** Whole lines that are not written yet, or not to their end. */
  let pending = "";
  /** The beginning of a line. */
  let tail = "";
  /** What was added to `pending` since it was last parsed. */
  let unsettled = { lines: 0, length: 0 };
  let last: "nothing" | "block" | "item" | "code" = "nothing";
  /** Lines of the program in `pending` that are written, the fence included. */
  let codeShown = 0;
  /** The number of the item in `pending`. */
  let nextNumber: number | undefined;
  let fallback: AnswerWriter | undefined;

  const page = (): Page => ({ columns: out.columns(), style });
  const show = (text: string, isContinued: boolean): void => {
    out.write(`${last === "nothing" || isContinued ? "" : "\n"}${text}\n`);
  };

  function writeBlock(token: MarkedToken): void {
    if (token.type === "code") {
      writeLines(codeLines(token, style));
    } else if (token.type === "list") {
      show(renderItems(token.items, nextNumber ?? firstNumber(token), page()), last === "item");
    } else {
      const text = renderBlock(token, page());
      if (text === "") {
        return;
      }
      show(text, false);
    }
    last = "block";
    codeShown = 0;
    nextNumber = undefined;
  }

  function writeLines(lines: readonly string[]): void {
    const text = lines.slice(codeShown);
    if (text.length > 0) {
      show(text.join("\n"), last === "code");
      codeShown = lines.length;
      last = "code";
    }
  }

  /** Writes the part of an unfinished block that will not change, and keeps the rest. */
  function writeBeginning(token: MarkedToken): void {
    if (token.type === "list" && token.items.length > 1) {
      const items = token.items.slice(0, -1);
      const source = items.map(({ raw }) => raw).join("");
      const number = nextNumber ?? firstNumber(token);
      show(renderItems(items, number, page()), last === "item");
      last = source.endsWith("\n\n") ? "block" : "item";
      nextNumber = number === undefined ? undefined : number + items.length;
      pending = pending.slice(source.length);
    } else if (token.type === "code" && token.codeBlockStyle !== "indented") {
      const lines = codeLines(token, style);
      writeLines(lines.slice(0, countLines(token.raw)));
      if (codeShown > PIECE_LINES && codeShown < lines.length) {
        pending = pending.slice(0, pending.indexOf("\n") + 1);
        codeShown = 1;
      }
    }
  }

  /** Whether to parse `pending` later: everything in it can be shown a little later, for much less work. */
  function canWait(line: string, isFollowed: boolean): boolean {
    if (codeShown > 0) {
      return isFollowed && !FENCE.test(line) && codeShown + unsettled.lines <= PIECE_LINES;
    }
    return pending.length > LONG_BLOCK && unsettled.length < pending.length / 16;
  }

  function settle(): void {
    unsettled = { lines: 0, length: 0 };
    const tokens = lexer(pending).map(toMarkedToken);
    const whole = tokens.slice(0, openBlockIndex(tokens));
    whole.forEach(writeBlock);
    pending = pending.slice(whole.reduce((length, { raw }) => length + raw.length, 0));
    const open = tokens[whole.length];
    if (open !== undefined) {
      writeBeginning(open);
    }
  }

  /** The part of the answer so far that is not shown, if it ended with `rest`. */
  function unshown(rest: string): string {
    return pending.split("\n").slice(codeShown).join("\n") + rest;
  }

  /** Shows the rest of the answer, which begins with `rest`, as it is. */
  function giveUp(rest: string): void {
    const writer = createAnswerWriter(out);
    if (last !== "nothing" && last !== "code") {
      out.write("\n");
    }
    writer.write(unshown(rest));
    fallback = writer;
  }

  return {
    write(delta) {
      const text = sanitizer.push(delta);
      if (fallback !== undefined) {
        fallback.write(text);
        return;
      }
      const [first = "", ...others] = text.split("\n");
      tail += first;
      for (const [index, next] of others.entries()) {
        const line = tail;
        tail = next;
        pending += `${line}\n`;
        unsettled = { lines: unsettled.lines + 1, length: unsettled.length + line.length + 1 };
        if (!canWait(line, index < others.length - 1)) {
          settle();
        }
        if (pending.length > LONGEST_BLOCK) {
          giveUp(others.slice(index).join("\n"));
          return;
        }
      }
      if (pending.length + tail.length > LONGEST_BLOCK) {
        giveUp(tail);
      }
    },
    held() {
      const text = fallback === undefined ? unshown(tail) : "";
      return last === "block" && text !== "" ? `\n${text}` : text;
    },
    async end() {
      const rest = sanitizer.end();
      if (fallback !== undefined) {
        fallback.write(rest);
        await fallback.end();
        return;
      }
      lexer(pending + tail + rest)
        .map(toMarkedToken)
        .forEach(writeBlock);
      pending = "";
      tail = "";
    },
  };
}

/** The index of the block that the next line may belong to, if any: a blank line ends neither a list nor an indented program. */
function openBlockIndex(tokens: readonly MarkedToken[]): number {
  const end = tokens.at(-1);
  if (end?.type === "code" && isClosed(end)) {
    return tokens.length;
  }
  const before = tokens.at(-2);
  const goesOn =
    before?.type === "list" || (before?.type === "code" && before.codeBlockStyle === "indented");
  return tokens.length - (end?.type === "space" && goesOn ? 2 : 1);
}

function countLines(raw: string): number {
  return raw.replace(/\n$/u, "").split("\n").length;
}
