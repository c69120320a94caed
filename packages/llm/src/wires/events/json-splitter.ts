import { MAX_LINE_LENGTH, OverlongLineError, type Splitter, type StreamEvent } from "./splitter.ts";

/**
 * JSON, a value on each line or over several lines. A value is complete at its closing bracket, whatever follows: some hosts
 * send its line end with the end of the body only. Behind a first value on one line, every line end completes a value, so that
 * a garbled line does not swallow the next ones.
 */
export function createJsonSplitter(): Splitter {
  let kept: string[] = [];
  let keptLength = 0;
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let hasLines: boolean | undefined;

  function keep(text: string): void {
    kept.push(text);
    keptLength += text.length;
    if (keptLength > MAX_LINE_LENGTH) {
      throw new OverlongLineError();
    }
  }
  function take(): readonly StreamEvent[] {
    const text = kept.join("");
    kept = [];
    keptLength = 0;
    depth = 0;
    isInString = false;
    isEscaped = false;
    return text.trim() === "" ? [] : eventOf(text.trim());
  }

  /** Whether a value or a line ends behind this character. */
  function isEndOf(character: string): boolean {
    if (character === "\n" || character === "\r") {
      if (depth === 0 || hasLines === true) {
        return true;
      }
      hasLines = false;
      isInString = false;
      return false;
    }
    if (isInString) {
      isInString = isEscaped || character !== '"';
      isEscaped = !isEscaped && character === "\\";
      return false;
    }
    if (character === "{" || character === "[") {
      depth += 1;
    } else if (depth > 0 && character === '"') {
      isInString = true;
    } else if (depth > 0 && (character === "}" || character === "]")) {
      depth -= 1;
      hasLines ??= depth === 0 ? true : undefined;
      return depth === 0;
    }
    return false;
  }

  return {
    push(text) {
      const events: StreamEvent[] = [];
      let start = 0;
      for (let index = 0; index < text.length; index += 1) {
        if (isEndOf(text.charAt(index))) {
          keep(text.slice(start, index + 1));
          start = index + 1;
          events.push(...take());
        }
      }
      keep(text.slice(start));
      return events;
    },
    end: take,
  };
}

/** Some hosts mix lines of JSON with fields of server-sent events. */
function eventOf(line: string): readonly StreamEvent[] {
  const [, field, data = ""] = /^(data|error|event|id|retry|):([^]*)$/u.exec(line) ?? [];
  switch (field) {
    case undefined: {
      return [{ data: line }];
    }
    case "data": {
      return [{ data }];
    }
    case "error": {
      return [{ name: "error", data }];
    }
    default: {
      return [];
    }
  }
}
