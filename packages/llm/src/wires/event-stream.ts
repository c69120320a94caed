import { createParser } from "eventsource-parser";

import { jsonOf } from "./json-of.ts";

/** One event: of a stream of server-sent events, a line of JSON, or a whole JSON document. */
export interface StreamEvent {
  /** Only server-sent events have one, and few of them. */
  readonly name?: string | undefined;
  readonly data: string;
}

/** What the body of a response turns out to be. */
type BodyFormat = "unknown" | "events" | "lines" | "web page";

/** Cuts the body of a response into events. */
export interface EventStream {
  /** The events that these bytes complete. @throws {OverlongLineError} */
  push(bytes: Uint8Array): readonly StreamEvent[];
  /** The events that only lack their line end when the body is over. They may be torn. */
  end(): readonly StreamEvent[];
  readonly format: BodyFormat;
  /** The beginning of the body, for a message about a body without events. */
  readonly beginning: string;
}

/** No provider sends a longer line, in UTF-16 code units; a line without an end would fill the memory. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;

/** A line is longer than `MAX_LINE_LENGTH`. */
export class OverlongLineError extends Error {
  static {
    this.prototype.name = "OverlongLineError";
  }
}

const BEGINNING_LENGTH = 2_000;

/**
 * The format is decided by the first character of the body, because the content type is missing or wrong at many hosts:
 * `{` or `[` begins JSON, `<` a web page, everything else server-sent events.
 */
export function createEventStream(): EventStream {
  const decoder = new TextDecoder();
  let beginning = "";
  let format: BodyFormat = "unknown";
  let splitter: Splitter | undefined;

  function feed(text: string): readonly StreamEvent[] {
    if (beginning.length < BEGINNING_LENGTH) {
      beginning = (beginning + text).trimStart().slice(0, BEGINNING_LENGTH);
    }
    if (splitter === undefined) {
      format = formatOf(beginning);
      if (format === "unknown") {
        return [];
      }
      splitter = format === "events" ? createSseSplitter() : createLineSplitter();
    }
    return format === "web page" ? [] : splitter.push(text);
  }

  return {
    push: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    end: () => [...feed(decoder.decode()), ...(splitter?.end() ?? [])],
    get format() {
      return format;
    },
    get beginning() {
      return beginning;
    },
  };
}

function formatOf(beginning: string): BodyFormat {
  switch (beginning.charAt(0)) {
    case "": {
      return "unknown";
    }
    case "<": {
      return "web page";
    }
    case "{":
    case "[": {
      return "lines";
    }
    default: {
      return "events";
    }
  }
}

interface Splitter {
  push(text: string): readonly StreamEvent[];
  end(): readonly StreamEvent[];
}

/**
 * Server-sent events. Two kinds of lines that the standard does not know are read too: llama.cpp before 2025 puts its errors
 * into a field named `error`, and some hosts forget the `data:` before an error in JSON.
 */
function createSseSplitter(): Splitter {
  let found: StreamEvent[] = [];
  const parser = createParser({
    maxBufferSize: MAX_LINE_LENGTH,
    onEvent: ({ event, data }) => found.push({ name: event, data }),
    onError({ type, field, value = "", line = "" }) {
      if (type === "max-buffer-size-exceeded") {
        throw new OverlongLineError();
      }
      if (field === "error") {
        found.push({ name: "error", data: value });
      } else if (/^\s*[[{]/u.test(line)) {
        found.push({ data: line });
      }
    },
  });

  let endsInCr = false;

  function push(text: string): readonly StreamEvent[] {
    found = [];
    // The parser would wait for what follows a CR, which may be a long time: so that becomes a CRLF.
    const rest = endsInCr && text.startsWith("\n") ? text.slice(1) : text;
    endsInCr = text === "" ? endsInCr : text.endsWith("\r");
    parser.feed(endsInCr ? `${rest}\n` : rest);
    return found;
  }

  return { push, end: () => push("\n\n") };
}

/** A longer line of JSON is not looked at before its end. */
const MAX_EAGER_LENGTH = 64 * 1024;

/**
 * Lines of JSON. When the first line alone is none, the whole body is taken for one document that stands on several lines. A
 * JSON object that is complete needs no line end, which some hosts send with the end of the body only.
 */
function createLineSplitter(): Splitter {
  let isDocument: boolean | undefined;
  let rest: string[] = [];
  let restLength = 0;

  function keep(text: string): void {
    rest.push(text);
    restLength += text.length;
    if (restLength > MAX_LINE_LENGTH) {
      throw new OverlongLineError();
    }
  }
  function take(): string {
    const text = rest.join("");
    rest = [];
    restLength = 0;
    return text;
  }

  return {
    push(text) {
      const events: StreamEvent[] = [];
      const lines = text.split(/[\r\n]/u);
      const last = lines.pop() ?? "";
      for (const line of lines) {
        keep(line);
        if (isDocument === true) {
          keep("\n");
          continue;
        }
        const data = take();
        if (data.trim() === "") {
          continue;
        }
        isDocument ??= jsonOf(data) === undefined;
        if (isDocument) {
          keep(`${data}\n`);
        } else {
          events.push({ data });
        }
      }
      keep(last);
      if (last.trimEnd().endsWith("}") && restLength <= MAX_EAGER_LENGTH) {
        const data = rest.join("");
        if (jsonOf(data) !== undefined) {
          isDocument ??= false;
          events.push({ data: take() });
        }
      }
      return events;
    },
    end() {
      const data = take();
      return data.trim() === "" ? [] : [{ data }];
    },
  };
}
