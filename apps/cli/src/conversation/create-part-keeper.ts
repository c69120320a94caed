import type { PartFile } from "./store/io/conversation-log.ts";

/** In UTF-16 code units: several times what a model writes at most. Of a longer answer the beginning is kept, to spare memory. */
const MAX_KEPT_LENGTH = 2_000_000;

/** Collects an answer, and writes the part that came into a file, so that it is there when this process is killed. */
export function createPartKeeper(
  withFile: (
    use: (openFile: () => PartFile, attempt: (action: () => void) => void) => void,
  ) => void,
) {
  let text = "";
  /** What the file does not have yet. Apart, because cutting it out of the text would copy all of the text each time. */
  let pending = "";
  let file: PartFile | undefined;
  let isScheduled = false;
  let isOver = false;

  /** Once for everything that has come in one turn of the event loop. */
  function schedule(): void {
    if (!isScheduled) {
      isScheduled = true;
      setImmediate(() => {
        isScheduled = false;
        if (!isOver) {
          flush();
        }
      });
    }
  }

  function flush(): void {
    withFile((openFile, attempt) =>
      attempt(() => {
        if (!isOver && pending !== "") {
          file ??= openFile();
          const piece = pending;
          pending = "";
          file.write(piece);
        }
      }),
    );
  }

  return {
    text: () => text,
    add(delta: string): void {
      if (text.length < MAX_KEPT_LENGTH) {
        text += delta;
        pending += delta;
        schedule();
      }
    },
    end(): void {
      isOver = true;
      withFile((_, attempt) => attempt(() => file?.end()));
    },
  };
}
