import type { UsageOptions, UsageRecorder } from "./usage-recorder.ts";

/**
 * The one recorder of this process. The statistics and tmux are loaded for its first Chat, when the request is on its way:
 * a program that asks nothing does not pay for them.
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
  };
}
