import type { HistorySettings } from "@hexai/config";

import { reasonNotKept } from "../../../conversation/is-kept.ts";
import { conversationsDir } from "../../../conversation/store/conversations-dir.ts";
import { readStore } from "../../../conversation/store/io/conversation-store.ts";
import type { Finding } from "../check.ts";
import { conversationFindings } from "./conversation-findings.ts";
import { probeDirectory } from "./io/probe-directory.ts";
import { statPath } from "./io/stat-path.ts";

/** Whether questions and answers are kept, and where. */
export async function checkConversations(
  settings: HistorySettings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  const dir = conversationsDir(env);
  const notKept = reasonNotKept(settings, env);
  const store = readStore(dir);
  const files = store.files();
  const directory = await statPath(dir ?? "");
  return conversationFindings({
    dir,
    directory,
    notKept,
    state: store.state,
    count: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    settings,
    writeError: dir === undefined || notKept !== undefined ? undefined : await probeDirectory(dir),
  });
}
