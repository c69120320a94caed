import type { HistorySettings } from "@hexai/config";
import { humanBytes } from "@hexai/tmux-format";
import { quote } from "shlex";

import type { ConversationStore } from "../../../conversation/store/io/conversation-store.ts";
import { fail, type Finding, ok } from "../check.ts";
import { formatCount } from "../report.ts";
import type { PathStatus } from "./path-status.ts";

/** The facts about the conversations. */
export interface ConversationFacts {
  /** Undefined when no home directory is known. */
  readonly dir: string | undefined;
  readonly directory: PathStatus;
  /** What says that nothing is kept; undefined when nothing does. */
  readonly notKept: "HEXAI_NO_LOG" | "history.enabled" | undefined;
  readonly state: ConversationStore["state"];
  readonly count: number;
  readonly bytes: number;
  readonly settings: HistorySettings;
  /** The code of the error of a test write; undefined when it worked. */
  readonly writeError: string | undefined;
}

/** Whether questions and answers are kept, and if not, why. */
export function conversationFindings({
  dir,
  directory,
  notKept,
  state,
  count,
  bytes,
  settings: { days, max_mb: maxMb },
  writeError,
}: ConversationFacts): readonly Finding[] {
  if (dir === undefined) {
    return [fail("there is no place for conversations", "set HOME or XDG_STATE_HOME")];
  }
  if (state === "unsafe") {
    const todo =
      directory.type === "directory" && directory.isOwn
        ? `chmod 700 ${quote(dir)}, and look at what is in it`
        : `look at what it is, and give it another name: mv ${quote(dir)} ${quote(`${dir}.old`)}`;
    const text = `${dir}, or the directory above it, is not yours alone, so no conversation is kept or read`;
    return [fail(text, todo)];
  }
  const there = count === 0 ? "" : `: ${formatCount(count, "conversation")}, ${humanBytes(bytes)}`;
  if (notKept !== undefined) {
    const reason = notKept === "HEXAI_NO_LOG" ? "HEXAI_NO_LOG is set" : `${notKept} is false`;
    return [ok(`nothing is kept, because ${reason}${there === "" ? "" : `; in ${dir}${there}`}`)];
  }
  if (writeError !== undefined) {
    return [
      fail(
        `nothing can be written in ${dir} (${writeError}), so no conversation is kept`,
        "make it writable, or set XDG_STATE_HOME to a directory in which you can write",
      ),
    ];
  }
  const limits = `removed after ${formatCount(days, "day")} without use, or beyond ${maxMb} MB`;
  return [ok(`questions and answers are kept in ${dir}${there}; ${limits}`)];
}
