import type { UsageRecorder } from "./record-usage.ts";

/**
 * A recorder that is made when the first Chat begins or the first summary is asked for: the statistics and tmux take as long to
 * load as a tenth of the server's start.
 *
 * @param make - Must not reject.
 */
export function createLazyUsage(make: () => Promise<UsageRecorder>): UsageRecorder {
  let made: Promise<UsageRecorder> | undefined;

  function recorder(): Promise<UsageRecorder> {
    made ??= make();
    return made;
  }

  async function use(work: (usage: UsageRecorder) => void): Promise<void> {
    work(await recorder());
  }

  return {
    during: (target, work) => void use((usage) => usage.during(target, work)),
    record: (chat) => void use((usage) => usage.record(chat)),
    summary: async () => (await recorder()).summary(),
    async settled() {
      await (await made)?.settled();
    },
  };
}
