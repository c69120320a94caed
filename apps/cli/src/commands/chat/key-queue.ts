import type { Keypress } from "@hexai/terminal";

export type KeyEvent = Keypress | "end" | "resize";

/** A queue of keys. What is typed while an answer arrives is kept as the beginning of the next question. */
export interface KeyQueue {
  push(event: KeyEvent): void;
  listen(onEvent: (event: KeyEvent) => void): void;
  stopListening(): void;
  /** Calls `onInterrupt` for Ctrl-C in the place of keeping it, until it is ended by the function that it returns. */
  catchInterrupts(onInterrupt: () => void): () => void;
}

export function createKeyQueue(): KeyQueue {
  const waiting: KeyEvent[] = [];
  let listener: ((event: KeyEvent) => void) | undefined;
  let interrupted: (() => void) | undefined;

  function deliver(): void {
    for (;;) {
      const event = listener === undefined ? undefined : waiting.shift();
      if (event === undefined) {
        return;
      }
      listener?.(event);
    }
  }

  return {
    push(event) {
      if (interrupted !== undefined && isInterrupt(event)) {
        interrupted();
      } else if (listener !== undefined || event !== "resize") {
        waiting.push(event);
        deliver();
      }
    },
    listen(onEvent) {
      listener = onEvent;
      deliver();
    },
    stopListening() {
      listener = undefined;
    },
    catchInterrupts(onInterrupt) {
      interrupted = onInterrupt;
      return () => {
        interrupted = undefined;
      };
    },
  };
}

function isInterrupt(event: KeyEvent): boolean {
  return typeof event === "object" && event.ctrl && event.name === "c" && event.paste === undefined;
}
