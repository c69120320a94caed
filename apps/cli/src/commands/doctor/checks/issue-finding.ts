import { type ConfigIssue, formatConfigIssue } from "@hexai/config";
import { quote } from "shlex";

import { fail, type Finding } from "../check.ts";
import type { PathStatus } from "./path-status.ts";

/** The user's own file. */
export interface UserFile {
  /** The file of `--config`; undefined for the usual file. */
  readonly chosen: string | undefined;
  readonly status: PathStatus;
}

/** One mistake in the settings, and how to fix it where it was made. */
export function issueFinding(issue: ConfigIssue, userFile: UserFile): Finding {
  return fail(formatConfigIssue(issue), howToFix(issue, userFile));
}

function howToFix({ origin }: ConfigIssue, { chosen, status }: UserFile): string {
  if (origin.type === "environment") {
    return `set it right, or: unset ${origin.variable}`;
  }
  if (origin.type === "file" && origin.isProject) {
    return "set it right in that file";
  }
  const isWhole = origin.type === "file" && origin.line === undefined;
  const flag = chosen === undefined ? "" : ` --config ${quote(chosen)}`;
  return (
    (isWhole && howToUnblock(status, quote(origin.file))) ||
    `set it right: hexai config edit${flag}`
  );
}

/** What to do before the file can be edited. */
function howToUnblock(status: PathStatus, path: string): string | undefined {
  if (status.type === "directory" || status.type === "other") {
    return `give it another name: mv ${path} ${path}.old`;
  }
  if (status.type !== "file") {
    return undefined;
  }
  if (!status.isOwn) {
    return `take it back: sudo chown "$(id -un)" ${path}`;
  }
  if ((status.mode & OWNER_READS) === 0) {
    return `chmod u+r ${path}`;
  }
  return (status.mode & OTHERS_WRITE) === 0 ? undefined : `chmod go-w ${path}`;
}

const OWNER_READS = 0o400;
const OTHERS_WRITE = 0o022;
