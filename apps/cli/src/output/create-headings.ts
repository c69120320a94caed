import type { AnswerWriter } from "./answer-writer.ts";
import type { AnswersView } from "./answers-view.ts";
import type { Output } from "./terminal.ts";

/**
 * Shows answers one after the other, each under its name. The first incomplete answer is shown while it streams; the
 * others wait for their turn.
 *
 * @param names - Safe for a terminal, one line each.
 */
export function createHeadings(
  out: Output,
  names: readonly string[],
  createWriter: () => AnswerWriter,
): AnswersView {
  const waiting = names.map(() => "");
  const isOver = names.map(() => false);
  let turn = 0;
  let writer: AnswerWriter | undefined;
  let work: Promise<void> = Promise.resolve();

  function begin(): AnswerWriter {
    out.write(`${turn === 0 ? "" : "\n"}## ${names[turn]}\n\n`);
    const begun = createWriter();
    begun.write(waiting[turn] ?? "");
    return begun;
  }

  async function advance(): Promise<void> {
    while (isOver[turn] === true) {
      await (writer ?? begin()).end();
      turn += 1;
      writer = turn < names.length && waiting[turn] !== "" ? begin() : undefined;
    }
  }

  return {
    write(index, delta) {
      if (index === turn && writer !== undefined) {
        writer.write(delta);
        return;
      }
      waiting[index] += delta;
      if (index === turn) {
        writer = begin();
      }
    },
    end(index) {
      isOver[index] = true;
      work = work.then(advance);
    },
    close: () => work,
  };
}
