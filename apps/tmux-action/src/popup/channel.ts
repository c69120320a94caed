/** One end of a two-way channel between the program and its screen. Messages arrive whole and in order. */
export interface Channel<Out, In> {
  /** Never throws; what is sent into a closed channel is lost. */
  send(message: Out): void;
  /** To be called once. `onClosed` comes last, however the channel was closed. */
  listen(onMessage: (message: In) => void, onClosed: () => void): void;
  close(): void;
}

/** A channel whose two ends are in one process. */
export function createChannelPair<A, B>(): readonly [Channel<A, B>, Channel<B, A>] {
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

/** Keeps messages until `listen` is called, and delivers them in a later turn, as a socket would. */
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
