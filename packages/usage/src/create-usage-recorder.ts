import type { UsageOptions, UsageRecorder } from "./usage-recorder.ts";

/**
 * The recorder of this process. It loads the code for statistics and tmux with the first Chat, after the request was sent, so
 * that loading delays no request and a program without a Chat does not load it.
 */
export function createUsageRecorder(options: UsageOptions): UsageRecorder {
  let opened: Promise<UsageRecorder> | undefined;

  function open(): Promise<UsageRecorder> {
    opened ??= import("./io/open-recorder.ts").then(({ openRecorder }) => openRecorder(options));
    return opened;
  }

  return {
    during: (target, chat) => void open().then((recorder) => recorder.during(target, chat)),
    record: (chat) => void open().then((recorder) => recorder.record(chat)),
    async settled() {
      await (await opened)?.settled();
    },
    snapshot: async () => (await open()).snapshot(),
    summary: async () => (await open()).summary(),
    costOf: async (chat) => (await open()).costOf(chat),
    figuresOf: async (snapshot) => (await open()).figuresOf(snapshot),
  };
}
