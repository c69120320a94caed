import type { AnswerWriter } from "./answer-writer.ts";

/** By then the question is on its way, and the model thinks for longer than the loading takes. */
const LOAD_AFTER_MS = 50;

/** A writer whose parts are not loaded before the question is sent, and normally are when the answer comes. */
export function createLazyWriter(load: () => Promise<AnswerWriter>): AnswerWriter {
  let queue = "";
  let writer: AnswerWriter | undefined;
  let loading: Promise<AnswerWriter> | undefined;
  const begin = async (): Promise<AnswerWriter> => {
    clearTimeout(timer);
    writer = await load();
    writer.write(queue);
    return writer;
  };
  const loaded = (): Promise<AnswerWriter> => (loading ??= begin());
  const timer = setTimeout(() => {
    loaded().catch(() => undefined); // `end` tells it
  }, LOAD_AFTER_MS);

  return {
    write(delta) {
      if (writer === undefined) {
        queue += delta;
        loaded().catch(() => undefined); // `end` tells it
      } else {
        writer.write(delta);
      }
    },
    held: () => writer?.held() ?? "",
    async end() {
      clearTimeout(timer);
      if (queue !== "" || writer !== undefined) {
        await (await loaded()).end();
      }
    },
  };
}
