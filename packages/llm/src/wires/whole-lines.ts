import { fieldOf } from "./field-of.ts";
import { jsonOf } from "./json-of.ts";

/** What ended a stream of JSON lines before its time. */
export type LineTrouble =
  /** The provider's own error. */
  | { readonly type: "error"; readonly error: unknown }
  /** Something else than JSON lines. */
  | { readonly type: "garbled" }
  /** No line was the last one. */
  | { readonly type: "unfinished" };

/** The checked lines of a body. */
export interface WholeLines {
  readonly lines: ReadableStream<Uint8Array>;
  /** Resolves when nothing more will come, with what was wrong. */
  readonly end: Promise<LineTrouble | undefined>;
}

/** A last line without content. Ollama's client takes a stream without a last line for a failure that it cannot explain. */
const LAST_LINE = `{"done":true,"message":{"content":""},"response":""}`;

/** So many lines wait for their reader: more than none, or a body whose reader has gone would never end. */
const READ_AHEAD_LINES = 16;

/**
 * A body of which only whole, sound JSON lines come through, up to the one with `done`: Ollama's client writes lines that
 * it cannot parse to the console and goes on. Trouble ends the lines early, in good order.
 */
export function wholeLinesOf(body: ReadableStream<Uint8Array>): WholeLines {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let trouble: LineTrouble | undefined;
  let rest = "";
  let count = 0;
  let isOver = false;

  type Sink = TransformStreamDefaultController<Uint8Array>;

  function send(line: string, sink: Sink): void {
    count += 1;
    sink.enqueue(encoder.encode(`${line}\n`));
  }
  function stop(cause: LineTrouble, sink: Sink): void {
    trouble = cause;
    isOver = true;
    send(LAST_LINE, sink);
    sink.terminate();
  }
  function take(line: string, sink: Sink): void {
    const value = jsonOf(line);
    const error = fieldOf(value, "error");
    const done = fieldOf(value, "done");
    if (error !== undefined) {
      stop({ type: "error", error: { message: error } }, sink);
    } else if (typeof done !== "boolean") {
      stop({ type: "garbled" }, sink);
    } else {
      isOver = done;
      send(line, sink);
    }
  }

  const { readable: lines, writable } = new TransformStream<Uint8Array, Uint8Array>(
    {
      transform(piece, sink) {
        const pieces = (rest + decoder.decode(piece, { stream: true })).split("\n");
        rest = pieces.pop() ?? "";
        for (const line of pieces) {
          if (!isOver && line.trim() !== "") {
            take(line, sink);
          }
        }
      },
      flush(sink) {
        if (!isOver && jsonOf(rest) !== undefined) {
          take(rest, sink);
        }
        if (!isOver) {
          stop({ type: count === 0 ? "garbled" : "unfinished" }, sink);
        }
      },
    },
    undefined,
    { highWaterMark: READ_AHEAD_LINES },
  );
  // A body that is cut short by `terminate` leaves its trouble behind, and nothing else to tell.
  const end = body.pipeTo(writable).then(
    () => trouble,
    () => trouble,
  );
  return { lines, end };
}
