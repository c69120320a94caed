import type { Line } from "./line.ts";

/** A line whose two ends are in one process. */
export function createLinePair<A, B>(): readonly [Line<A, B>, Line<B, A>] {
  const one = createQueue<A>();
  const other = createQueue<B>();
  function close(): void {
    one.close();
    other.close();
  }
  return [
    { send: one.push, listen: other.listen, close },
    { send: other.push, listen: one.listen, close },
  ];
}

interface Queue<T> {
  readonly push: (message: T) => void;
  readonly close: () => void;
  readonly listen: (onMessage: (message: T) => void, onClosed: () => void) => void;
}

/** Keeps what comes before somebody listens, and delivers later, as a socket would. */
function createQueue<T>(): Queue<T> {
  const waiting: T[] = [];
  let isClosed = false;
  let deliver: (() => void) | undefined;
  return {
    push(message) {
      if (!isClosed) {
        waiting.push(message);
        queueMicrotask(() => deliver?.());
      }
    },
    close() {
      isClosed = true;
      queueMicrotask(() => deliver?.());
    },
    listen(onMessage, onClosed) {
      deliver = () => {
        for (const message of waiting.splice(0)) {
          onMessage(message);
        }
        if (isClosed) {
          deliver = undefined;
          onClosed();
        }
      };
      queueMicrotask(() => deliver?.());
    },
  };
}
