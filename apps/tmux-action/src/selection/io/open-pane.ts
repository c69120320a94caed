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
      failed: `there is no tmux pane ${pane}`,
      "gave-up": "tmux does not answer",
      missing: "there is no tmux on the PATH",
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
        const why = hasSelection ? "tmux does not hand over the selection" : "nothing is selected";
        const hint = hasSelection ? "copy it first" : "and there is no paste buffer";
        throw new UserError(1, `${why}, ${hint}`);
      }
      return bytes;
    },
    async write(result, isPasted) {
      const isWritten = await writePasteBuffer(result, false, ask);
      const isDone = isWritten && (!isPasted || (await paste()));
      if (!isDone) {
        throw new UserError(1, `tmux does not take the result${isWritten ? " into the pane" : ""}`);
      }
      if (!isPasted) {
        await showTmuxMessage("hexai: the result is the newest paste buffer", pane, ask);
      }
    },
    async tell(message) {
      const found = await readTmuxFacts(pane, ask);
      const text = `hexai: ${firstSentence(message)}`;
      if (found === "failed") {
        return showTmuxMessage(text, undefined, ask); // the pane is gone, whoever looked at it may not be
      }
      const isSeen = typeof found !== "string" && found.clients > 0;
      return isSeen && showTmuxMessage(text, pane, ask);
    },
  };
}

/** The first of several lines, without the words that announce the others: a tmux message has only one line. */
export function firstSentence(message: string): string {
  const [first = "", ...others] = message.split("\n");
  return others.length === 0 ? first : first.replace(/(?:, as in)?:$/u, "");
}
