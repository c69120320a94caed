import { type CommentSyntax, commentSyntaxOf } from "./comment-syntax.ts";
import { languageOf, type TextSource } from "./language-of.ts";
import { removeMarker } from "./remove-marker.ts";
import { scanComments } from "./scan-comments.ts";

/** An instruction for the model that was found in the text. */
export interface FoundInstruction {
  /** The instruction, without its marker and the white space around it. */
  readonly instruction: string;
  /** The instruction with its marker, as it is written in the text. */
  readonly marker: string;
  /** The text without the marker. */
  readonly text: string;
}

/**
 * Finds the instruction in `text`: `>!text>` anywhere, else the first comment that fills or ends its line, by the language of
 * `source`. Documentation comments, shebangs, `#include` and colours such as `#fff` do not count as instructions.
 *
 * @returns `undefined` when there is none.
 */
export function findInstruction(
  text: string,
  source: TextSource = {},
): FoundInstruction | undefined {
  const syntax = commentSyntaxOf(languageOf(source));
  const found = findTag(text) ?? findComment(text, syntax);
  if (found === undefined) {
    return undefined;
  }
  const { instruction, start, end } = found;
  return {
    instruction,
    marker: text.slice(start, end),
    text: removeMarker(text, start, end, syntax),
  };
}

interface Place {
  readonly instruction: string;
  readonly start: number;
  readonly end: number;
}

/** In a selection, `>>!text>` means the same as `>!text>`. In a document, it replaces its whole line. */
function findTag(text: string): Place | undefined {
  const match = />{1,2}!([^\s>][^>\r\n]*)>/.exec(text);
  return match?.[1] === undefined
    ? undefined
    : {
        instruction: match[1].trim(),
        start: match.index,
        end: match.index + match[0].length,
      };
}

function findComment(text: string, syntax: CommentSyntax): Place | undefined {
  for (const { start, end, content } of scanComments(text, syntax)) {
    const written = text.slice(start, end);
    if (isInstruction(written, content) && !written.includes("\n") && endsItsLine(text, end)) {
      return { instruction: content, start, end };
    }
  }
  return undefined;
}

/** Beginnings of comments that are meant for readers and tools, not for a model. */
const NOT_TO_THE_MODEL: readonly RegExp[] = [
  /^\/\/[!/]/, // documentation in Rust, C# and others
  /^\/\*[!*]/, // documentation in JavaScript, Java, C and others
  /^--(?:-| [|^])/, // documentation in Lua and Haskell
  /^#!/, // a shebang
  /^#(?:include|define|undef|ifn?def|if|elif|else|endif|pragma|error|line)\b/, // a preprocessor's
  /^#\s+include\s*["<]/,
  /^#[\da-f]{3,8}\W*$/i, // a colour
];

function isInstruction(written: string, content: string): boolean {
  return /\p{L}/u.test(content) && !NOT_TO_THE_MODEL.some((pattern) => pattern.test(written));
}

function endsItsLine(text: string, end: number): boolean {
  return /^[\t ]*(?:\r?\n|$)/.test(text.slice(end));
}
