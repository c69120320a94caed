import { UserError } from "@hexai/process";
import {
  copySelection,
  pasteInto,
  readPasteBuffer,
  readTmuxFacts,
  showTmuxMessage,
  type TmuxFacts,
  writePasteBuffer,
} from "@hexai/tmux";

import type { TmuxView } from "../../session/io/tmux-view.ts";

/** A tmux pane whose selection is changed. */
export interface Pane {
  /**
   * Reads the selection of copy mode, else the newest paste buffer. Changes nothing in tmux.
   *
   * @param directory - Of the user's own.
   * @throws {UserError} (as a rejection) When there is neither.
   */
  read(directory: string): Promise<Uint8Array>;
  /**
   * Makes `result` the newest paste buffer, and pastes it into the pane or says where it is.
   *
   * @throws {UserError} (as a rejection) When tmux does not.
   */
  write(result: string | Uint8Array, isPasted: boolean): Promise<void>;
  /** Shows the first sentence to clients that display the pane. Resolves with whether any client does. */
  tell(message: string): Promise<boolean>;
}

/** The pane that `tmux` looks at. */
export function openPane({ pane, ask, facts }: TmuxView): Pane {
  function known(found: Awaited<ReturnType<TmuxView["facts"]>>): TmuxFacts {
    if (typeof found !== "string") {
      return found;
    }
    const reason = {
      failed: `there is no tmux pane ${pane}; tmux list-panes -a shows all of them`,
      "gave-up": "tmux does not answer; try again",
      missing: "there is no tmux on the PATH; install it, or add its directory to the PATH",
    }[found];
    throw new UserError(1, reason);
  }

  async function paste(): Promise<boolean> {
    const found = await readTmuxFacts(pane, ask); // the user may have left the mode
    if (found === "failed") {
      const why = `the pane ${pane} was closed meanwhile`;
      throw new UserError(1, `${why}; the result is the newest paste buffer`);
    }
    return pasteInto(pane, known(found).isInMode, ask);
  }

  return {
    async read(directory) {
      const { hasSelection } = known(await facts());
      const bytes = hasSelection
        ? await copySelection(pane, directory, ask)
        : await readPasteBuffer(ask);
      if (bytes === undefined) {
        throw new UserError(
          1,
          hasSelection
            ? "the selection cannot be read: tmux did not write it; copy it, then press the key again"
            : "nothing is selected, and there is no paste buffer; select text in copy mode first",
        );
      }
      return bytes;
    },
    async write(result, isPasted) {
      const isWritten = await writePasteBuffer(result, false, ask);
      const isDone = isWritten && (!isPasted || (await paste()));
      if (!isDone) {
        throw new UserError(
          1,
          isWritten
            ? "the result was not pasted: tmux refused it; it is the newest paste buffer"
            : "the result was not stored in a paste buffer: tmux refused it; try again",
        );
      }
      if (!isPasted) {
        await showTmuxMessage("hexai: the result is the newest paste buffer", pane, ask);
      }
    },
    async tell(message) {
      const found = await readTmuxFacts(pane, ask);
      const text = `hexai: ${firstSentence(message)}`;
      if (found === "failed") {
        return showTmuxMessage(text, undefined, ask); // the pane was closed, but its client may still be attached
      }
      const isSeen = typeof found !== "string" && found.clients > 0;
      return isSeen && showTmuxMessage(text, pane, ask);
    },
  };
}

/** The first line, without an ending such as "as in:" that refers to the next line, because a tmux message has one line. */
export function firstSentence(message: string): string {
  const [first = "", ...others] = message.split("\n");
  return others.length === 0 ? first : first.replace(/(?:, as in)?:$/u, "");
}
