import { createParser } from "eventsource-parser";

import { jsonOf } from "../json-of.ts";
import { createJsonSplitter } from "./json-splitter.ts";
import {
  isEndMark,
  MAX_LINE_LENGTH,
  OverlongLineError,
  type Splitter,
  type StreamEvent,
} from "./splitter.ts";

/** More data than this is not tried as JSON before its event ends. */
const MAX_EAGER_LENGTH = 64 * 1024;

/**
 * Server-sent events, with what hosts make of them: an event may end with a single line feed when the next one begins with whole
 * data, the end mark needs no empty line, a name needs no data, llama.cpp before 2025 puts its errors into a field named
 * `error`, and some hosts forget the `data:` before an error in JSON.
 */
export function createSseSplitter(): Splitter {
  let found: StreamEvent[] = [];
  const lines = createLineCutter();
  let bare = createJsonSplitter();
  let isInBare = false;
  /** Of the event that is being read. */
  let data: string | undefined;
  let hasName = false;
  let hasEvents = false;

  const parser = createParser({
    maxBufferSize: MAX_LINE_LENGTH,
    onEvent({ event, data: text }) {
      hasEvents = true;
      found.push({ name: event, data: text });
    },
    onError({ type, field, value = "" }) {
      if (type === "max-buffer-size-exceeded") {
        throw new OverlongLineError();
      }
      if (field === "error") {
        found.push({ name: "error", data: value });
      }
    },
  });

  function endEvent(): void {
    parser.feed(hasName && data === undefined ? "data:\n\n" : "\n");
    data = undefined;
    hasName = false;
  }
  /** JSON without a field's name, on one line or on several. */
  function takeBare(line: string): void {
    const events = bare.push(`${line}\n`);
    isInBare = events.length === 0;
    found.push(...events);
  }
  function endBare(): void {
    found.push(...bare.end());
    bare = createJsonSplitter();
    isInBare = false;
  }
  function takeLine(line: string): void {
    const isData = line.startsWith("data:") || line === "data";
    const isName = line.startsWith("event:");
    if (isInBare && (isData || isName)) {
      endBare();
    }
    if (line === "" && !isInBare) {
      endEvent();
      return;
    }
    if (isInBare || (!isData && /^\s*[[{]/u.test(line))) {
      takeBare(line);
      return;
    }
    const text = line.slice("data:".length).replace(/^ /u, "");
    if (data !== undefined && (isName || (isData && beginsWhole(text))) && isWhole(data)) {
      endEvent();
    }
    if (hasEvents && isBareWords(line)) {
      found.push({ data: line, isBareWords: true });
    }
    parser.feed(`${line}\n`);
    hasName ||= isName;
    if (isData) {
      data = data === undefined ? text : `${data}\n${text}`;
      if (isEndMark(data)) {
        endEvent();
      }
    }
  }
  function take(all: readonly string[]): readonly StreamEvent[] {
    found = [];
    all.forEach(takeLine);
    return found;
  }

  return {
    push: (text) => take(lines.push(text)),
    end() {
      const events = take(lines.end());
      found = [];
      endEvent();
      endBare();
      return [...events, ...found];
    },
  };
}

/** A field's name has no white space in it, so that an unknown one is none of these. */
function isBareWords(line: string): boolean {
  return /^[^\s:]+[ \t]/u.test(line);
}

function beginsWhole(data: string): boolean {
  return /^\s*[[{]/u.test(data) || isEndMark(data);
}

function isWhole(data: string): boolean {
  return data.length <= MAX_EAGER_LENGTH && jsonOf(data) !== undefined;
}

interface LineCutter {
  /** The lines that this text completes, without their ends. @throws {OverlongLineError} */
  push(text: string): readonly string[];
  /** What is left when the text is over. */
  end(): readonly string[];
}

/** A line ends at its CR already: the line feed that may follow would be waited for, which may be a long time. */
function createLineCutter(): LineCutter {
  let rest: string[] = [];
  let restLength = 0;
  let endsInCr = false;
  return {
    push(text) {
      const fresh = endsInCr && text.startsWith("\n") ? text.slice(1) : text;
      endsInCr = text === "" ? endsInCr : text.endsWith("\r");
      const [first = "", ...others] = fresh.split(/\r\n|\r|\n/u);
      rest.push(first);
      restLength += first.length;
      if (restLength > MAX_LINE_LENGTH) {
        throw new OverlongLineError();
      }
      const last = others.pop();
      if (last === undefined) {
        return [];
      }
      const whole = rest.join("");
      rest = [last];
      restLength = last.length;
      return [whole, ...others];
    },
    end() {
      const last = rest.join("");
      rest = [];
      return last === "" ? [] : [last];
    },
  };
}
