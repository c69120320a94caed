import type { AnswerWriter } from "./answer-writer.ts";

/** By then the request has been sent, and loading takes less time than the model thinks. */
const LOAD_AFTER_MS = 50;

/** A writer that is loaded after the request has been sent, and normally before the answer arrives. */
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
    loaded().catch(() => undefined); // `end` reports it.
  }, LOAD_AFTER_MS);

  return {
    write(delta) {
      if (writer === undefined) {
        queue += delta;
        loaded().catch(() => undefined); // `end` reports it.
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
