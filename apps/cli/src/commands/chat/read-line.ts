import type { Output } from "../../output/terminal.ts";
import { createEditorPainter } from "./editor/editor-painter.ts";
import { emptyEditor, nextEditorStep } from "./editor/editor-state.ts";
import type { KeyEvent } from "./key-queue.ts";

/** Where keys come from. */
interface KeySource {
  /** Calls `onEvent` for each key, those first that came before. */
  listen(onEvent: (event: KeyEvent) => void): void;
  /** Keeps the keys that come for the next one who listens. */
  stopListening(): void;
  /** Stops the process until the shell lets it go on. */
  suspend(onContinued: () => void): void;
}

export interface ReadLineOptions {
  readonly out: Output;
  readonly keys: KeySource;
  /** What was written before, the oldest first. */
  readonly history: readonly string[];
  /** Called for Ctrl-C on an empty line. */
  readonly onNothingToClear: () => void;
  /** Makes it reject with the signal's reason. */
  readonly signal: AbortSignal;
}

const CLEAR_SCREEN = "\u001b[H\u001b[2J";

/** Lets a person write a text. @returns undefined when there comes no more. */
export function readLine({
  out,
  keys,
  history,
  onNothingToClear,
  signal,
}: ReadLineOptions): Promise<string | undefined> {
  const painter = createEditorPainter(out);
  let state = emptyEditor(history);
  return new Promise((resolve, reject) => {
    let isPaintDue = false;

    /** Once for all keys that came together. */
    function paint(): void {
      if (!isPaintDue) {
        isPaintDue = true;
        queueMicrotask(() => {
          if (isPaintDue) {
            isPaintDue = false;
            painter.paint(state);
          }
        });
      }
    }

    function end(finish: () => void): void {
      isPaintDue = false;
      keys.stopListening();
      signal.removeEventListener("abort", onAbort);
      finish();
    }

    function onAbort(): void {
      painter.erase();
      end(() => reject(signal.reason));
    }

    function onKey(key: KeyEvent): void {
      if (key === "end" || key === "resize") {
        if (key === "end") {
          leave();
        } else {
          paint();
        }
        return;
      }
      const step = nextEditorStep(state, key);
      switch (step.type) {
        case "edit": {
          ({ state } = step);
          paint();
          return;
        }
        case "submit": {
          painter.finish(step.text);
          end(() => resolve(step.text));
          return;
        }
        case "interrupt": {
          if (state.before + state.after === "") {
            painter.erase();
            onNothingToClear();
          }
          state = emptyEditor(history);
          paint();
          return;
        }
        case "clear-screen": {
          painter.erase();
          out.write(CLEAR_SCREEN);
          paint();
          return;
        }
        case "suspend": {
          painter.erase();
          keys.suspend(() => paint());
          return;
        }
        case "leave":
        default: {
          leave();
        }
      }
    }

    function leave(): void {
      painter.erase();
      end(() => resolve(undefined));
    }

    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener("abort", onAbort);
    paint();
    keys.listen(onKey);
  });
}
