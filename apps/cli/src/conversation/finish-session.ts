import type { Environment } from "@hexai/config";
import { sanitizeText } from "@hexai/terminal/text";

import type { Output } from "../output/terminal.ts";
import type { ConversationSession } from "./conversation-session.ts";
import { conversationsDir } from "./store/conversations-dir.ts";
import {
  NoDirectoryError,
  RemovedError,
  UnsafeDirectoryError,
} from "./store/io/conversation-log.ts";
import { isFirstNotice } from "./store/io/first-notice.ts";

export interface FinishSessionOptions {
  /** Says where conversations are. */
  readonly env: Environment;
  /** Where to say what a person should know; undefined when nothing is to be said. */
  readonly err: Output | undefined;
  /** Whether there was an answer. */
  readonly isAnswered: boolean;
}

/**
 * Waits until a conversation is written, and says once that conversations are kept, and each time that this one is not.
 */
export async function finishSession(
  session: ConversationSession,
  { env, err, isAnswered }: FinishSessionOptions,
): Promise<void> {
  const { id, failure } = await session.settled();
  const dir = conversationsDir(env);
  if (failure !== undefined) {
    err?.write(`hexai: ${sanitizeText(sentenceOf(failure, dir ?? ""))}\n`);
    return;
  }
  const isKept = id !== undefined && dir !== undefined;
  if (isKept && isAnswered && err !== undefined && isFirstNotice(dir)) {
    err.write(`hexai: ${NOTICE}\n`);
  }
}

const NOTICE =
  "questions and answers are kept from now on, for hexai -c and hexai log; HEXAI_NO_LOG=1 or history.enabled = false keeps none";

/** What failed, why, and what to do. */
function sentenceOf(failure: unknown, dir: string): string {
  const what = "this conversation is not kept";
  const otherwise = "or set HEXAI_NO_LOG=1 to keep none";
  if (failure instanceof NoDirectoryError) {
    return `${what}, because no home directory is known; set HOME or XDG_STATE_HOME, ${otherwise}`;
  }
  if (failure instanceof UnsafeDirectoryError) {
    return `${what}, because ${dir} is not a directory of yours alone; hexai doctor says what is wrong, ${otherwise}`;
  }
  if (failure instanceof RemovedError) {
    return "this turn is not kept, because its conversation was removed meanwhile";
  }
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : undefined;
  if (code === undefined) {
    return `${what}; this is a bug in hexai, please report it with this line: ${String(failure)}`;
  }
  return code === "ENOSPC" || code === "EDQUOT"
    ? `${what}, because the disk or your share of it is full (${code}); make room, ${otherwise}`
    : `${what}, because ${dir} cannot be written (${code}); make it writable, ${otherwise}`;
}
