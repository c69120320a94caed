import { type EventEmitter, once } from "node:events";

import type { StandardOutput } from "@hexai/process";

import type { Output } from "../terminal.ts";

/** The size of a terminal that does not report it. */
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** The part of a stream of the process that is used here. */
type Stream = EventEmitter &
  Pick<StandardOutput, "columns" | "getColorDepth" | "isTTY" | "rows" | "write">;

/**
 * A stream of the process as commands see it. `FORCE_COLOR` wins over `NO_COLOR`, as it does in Node itself; an
 * empty `NO_COLOR` counts as unset (https://no-color.org).
 */
export function toOutput(
  stream: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Output {
  const isTerminal = stream.isTTY === true;
  let isFull = false;
  let emptying: Promise<void> | undefined;
  stream.on("drain", () => {
    isFull = false;
  });

  async function empty(signal: AbortSignal): Promise<void> {
    try {
      await once(stream, "drain", { signal });
    } catch {
      // The signal aborted, or will: `main.ts` listens for the errors of the stream.
    } finally {
      emptying = undefined;
    }
  }

  return {
    write(text) {
      isFull = !stream.write(text);
    },
    async drained(signal) {
      if (isFull) {
        await (emptying ??= empty(signal));
      }
    },
    isTerminal,
    isColorful: isTerminal && (stream.getColorDepth?.(colorEnvironment(env)) ?? 1) > 1,
    canErase: isTerminal && env["TERM"] !== "dumb",
    columns: () => (isTerminal && stream.columns) || USUAL_COLUMNS,
    rows: () => (isTerminal && stream.rows) || USUAL_ROWS,
  };
}

/** The environment without a `NO_COLOR` that does not count, because Node would obey it, or warn about it. */
function colorEnvironment(env: Readonly<Record<string, string | undefined>>): object {
  const { NO_COLOR: noColor, ...others } = env;
  const counts = (noColor ?? "") !== "" && env["FORCE_COLOR"] === undefined;
  return counts ? env : others;
}
