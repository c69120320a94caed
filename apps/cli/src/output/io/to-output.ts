import { type EventEmitter, once } from "node:events";
import type { WriteStream } from "node:tty";

import type { Output } from "../terminal.ts";

/** What a terminal that does not tell its size has. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** What is used of a stream of the process. */
type Stream = EventEmitter &
  Pick<WriteStream, "columns" | "getColorDepth" | "isTTY" | "rows" | "writableNeedDrain" | "write">;

/**
 * A stream of the process as commands see it. `FORCE_COLOR` wins over `NO_COLOR`, as it does in Node itself; an
 * empty `NO_COLOR` counts as unset (https://no-color.org).
 */
export function toOutput(
  stream: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Output {
  const isTerminal = stream.isTTY;
  let emptying: Promise<void> | undefined;

  async function empty(signal: AbortSignal): Promise<void> {
    try {
      await once(stream, "drain", { signal });
    } catch {
      // The signal aborted, or will: whoever made the stream listens for its errors.
    } finally {
      emptying = undefined;
    }
  }

  return {
    write: (text) => stream.write(text),
    async drained(signal) {
      if (stream.writableNeedDrain) {
        await (emptying ??= empty(signal));
      }
    },
    isTerminal,
    isColorful: isTerminal && stream.getColorDepth(decisiveOf(env)) > 1,
    canErase: isTerminal && env["TERM"] !== "dumb",
    columns: () => (isTerminal && stream.columns > 0 ? stream.columns : USUAL_COLUMNS),
    rows: () => (isTerminal && stream.rows > 0 ? stream.rows : USUAL_ROWS),
  };
}

/** Without the `NO_COLOR` that does not count: Node would look at it, or warn that it does not. */
function decisiveOf(env: Readonly<Record<string, string | undefined>>): object {
  const { NO_COLOR: noColor, ...others } = env;
  const counts = (noColor ?? "") !== "" && env["FORCE_COLOR"] === undefined;
  return counts ? env : others;
}
