import { type ConfigIssue, formatConfigIssue } from "@hexai/config";
import { quote } from "shlex";

import { fail, type Finding } from "../check.ts";
import type { Place } from "./place.ts";

/** The user's own file. */
export interface UserFile {
  /** As `--config` names it. Absent: the one in its usual place. */
  readonly chosen: string | undefined;
  readonly place: Place;
}

/** One mistake in the settings, and how it is mended where it was made. */
export function issueFinding(issue: ConfigIssue, userFile: UserFile): Finding {
  return fail(formatConfigIssue(issue), todoOf(issue, userFile));
}

function todoOf({ origin }: ConfigIssue, { chosen, place }: UserFile): string {
  if (origin.type === "environment") {
    return `set it right, or: unset ${origin.variable}`;
  }
  if (origin.type === "file" && origin.isProject) {
    return "set it right in that file";
  }
  const isWhole = origin.type === "file" && origin.line === undefined;
  const flag = chosen === undefined ? "" : ` --config ${quote(chosen)}`;
  return (
    (isWhole && obstacleTodo(place, quote(origin.file))) || `set it right: hexai config edit${flag}`
  );
}

/** What is to be done before the file can be edited at all. */
function obstacleTodo(place: Place, path: string): string | undefined {
  if (place.type === "directory" || place.type === "other") {
    return `give it another name: mv ${path} ${path}.old`;
  }
  if (place.type !== "file") {
    return undefined;
  }
  if (!place.isOwn) {
    return `take it back: sudo chown "$(id -un)" ${path}`;
  }
  return (place.mode & OWNER_READS) === 0 ? `chmod u+r ${path}` : undefined;
}

const OWNER_READS = 0o400;
