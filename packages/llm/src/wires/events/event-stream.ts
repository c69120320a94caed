import { createJsonSplitter } from "./json-splitter.ts";
import type { Splitter, StreamEvent } from "./splitter.ts";
import { createSseSplitter } from "./sse-splitter.ts";

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
      splitter = format === "events" ? createSseSplitter() : createJsonSplitter();
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
