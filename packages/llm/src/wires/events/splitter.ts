/** One event: of a stream of server-sent events, a line of JSON, or a whole JSON document. */
export interface StreamEvent {
  /** Only server-sent events have one, and few of them. */
  readonly name?: string | undefined;
  readonly data: string;
  /** A line of words without a field, as a gateway writes it into a stream whose host has died. It may explain why no end comes. */
  readonly isBareWords?: boolean | undefined;
}

/** Cuts one format of text, which comes in pieces, into events. */
export interface Splitter {
  /** The events that this text completes. @throws {OverlongLineError} */
  push(text: string): readonly StreamEvent[];
  /** What is left when the text is over. It may be torn. */
  end(): readonly StreamEvent[];
}

/** No provider sends a longer line, in UTF-16 code units; a line without an end would fill the memory. */
export const MAX_LINE_LENGTH: number = 16 * 1024 * 1024;

/** A line is longer than `MAX_LINE_LENGTH`. */
export class OverlongLineError extends Error {
  static {
    this.prototype.name = "OverlongLineError";
  }
}

/** With white space around it, in UTF-16 code units. Most data is longer. */
const LONGEST_END_MARK = 32;

/** The end mark of chat completions. Hosts write it in small letters, with quotation marks, and without its brackets too. */
export function isEndMark(data: string): boolean {
  return data.length < LONGEST_END_MARK && /^\s*"?(?:\[done\]|done)"?\s*$/iu.test(data);
}
