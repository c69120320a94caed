import type { Inspection, Report } from "@hexai/stats";
import { humanBytes, windowLabel } from "@hexai/tmux-format";
import { quote } from "shlex";

import { fail, type Finding, ok, warn } from "../check.ts";
import { formatCount } from "../report.ts";
import { formatMode, type PathStatus, type ExistingPath } from "./path-status.ts";

/** The facts about the statistics. */
export interface StatisticsFacts {
  readonly dir: string;
  readonly directory: PathStatus;
  readonly path: string;
  readonly file: PathStatus;
  /** The code of the error of a test write; undefined when it worked. */
  readonly writeError: string | undefined;
  /** Undefined when the file cannot be read. */
  readonly inspection: Inspection | undefined;
  /** The contents of the file; undefined when it cannot be read. */
  readonly report: Pick<Report, "skippedEvents" | "snapshot"> | undefined;
}

const MODE_BITS_OF_OTHERS = 0o077;
const WRITABLE_BY_OTHERS = 0o022;

/** Reports a directory that other users can change, in which nothing is read or kept. */
export function unsafeFinding(dir: string, directory: PathStatus): Finding {
  const consequence = "so nothing is counted or cached";
  if (directory.type !== "directory") {
    return fail(
      `${dir} is no directory of your own, ${consequence}`,
      "set XDG_CACHE_HOME to a directory of your own",
    );
  }
  if (!directory.isOwn) {
    return fail(
      `${dir} belongs to another user, perhaps since a sudo, ${consequence}`,
      `take it back: ${takeBack(dir)}; or set XDG_CACHE_HOME to a directory of your own`,
    );
  }
  return (directory.mode & WRITABLE_BY_OTHERS) === 0
    ? fail(
        `${dir} is a link that other users can change, or to a link, ${consequence}`,
        "replace it by a directory, or set XDG_CACHE_HOME to a directory of your own",
      )
    : fail(
        `others can write in ${dir} (${formatMode(directory.mode)}), ${consequence}`,
        `chmod go-w ${quote(dir)}, and look at what is in it`,
      );
}

function takeBack(path: string): string {
  return `sudo chown -R "$(id -un)" ${quote(path)}`;
}

/** Whether requests are counted: the directory, the file in it, its contents and its lock. */
export function statisticsFindings(facts: StatisticsFacts): readonly Finding[] {
  const { dir, directory, path, file, writeError, inspection } = facts;
  return [
    ...(writeError === undefined ? [] : [writeFinding(dir, directory, writeError)]),
    ...(directory.type === "directory" ? privacyFindings(dir, directory, "700") : []),
    ...(file.type === "file" ? privacyFindings(path, file, "600") : []),
    ...contentFindings(facts),
    ...(inspection === undefined ? [] : [lockFinding(inspection.lock)]),
    ...leftoverFindings(inspection?.leftovers ?? []),
  ];
}

function writeFinding(dir: string, directory: PathStatus, code: string): Finding {
  const text = `nothing can be written in ${dir} (${code}), so nothing is counted`;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return fail(text, `the disk or your share of it is full, make room: df -h ${quote(dir)}`);
  }
  if (directory.type === "file" || code === "ENOTDIR") {
    return fail(text, "there is a file where a directory must be; give it another name");
  }
  return code === "EACCES" && directory.type === "directory" && directory.isOwn
    ? fail(text, `chmod 700 ${quote(dir)}`)
    : fail(text, "make it yours, or set XDG_CACHE_HOME to a directory in which you can write");
}

function privacyFindings(path: string, status: ExistingPath, mode: string): readonly Finding[] {
  if (!status.isOwn) {
    return [
      fail(
        `${path} belongs to another user, perhaps since a sudo`,
        `take it back: ${takeBack(path)}`,
      ),
    ];
  }
  return (status.mode & MODE_BITS_OF_OTHERS) === 0
    ? []
    : [
        warn(
          `others may look at ${path} (${formatMode(status.mode)})`,
          `chmod ${mode} ${quote(path)}`,
        ),
      ];
}

function contentFindings({ path, file, inspection, report }: StatisticsFacts): readonly Finding[] {
  if (file.type === "directory" || file.type === "other") {
    const todo = `give it another name: mv ${quote(path)} ${quote(`${path}.old`)}`;
    return [fail(`${path} is no file`, todo)];
  }
  if (file.type === "hidden" && file.code === "ENOTDIR") {
    return []; // The finding about the directory says it.
  }
  if (inspection === undefined || report === undefined) {
    const todo = `chmod 600 ${quote(path)}; or remove it, to start from zero`;
    return [fail(`${path} cannot be read`, todo)];
  }
  if (inspection.file === "missing" || file.type !== "file") {
    return [ok(`nothing was counted yet; the first request makes ${path}`)];
  }
  if (inspection.file === "foreign") {
    return [
      warn(
        `${path} is not of this version, or damaged`,
        `copy it if you need it: the next request moves it to ${path}.bak and begins at zero`,
      ),
    ];
  }
  const { snapshot, skippedEvents } = report;
  const what = [
    `${formatCount(snapshot.global.reqs, "request")} in ${windowLabel(snapshot.windowSeconds)}`,
    humanBytes(file.bytes),
    "version 1",
    ...(skippedEvents === 0
      ? []
      : [`${formatCount(skippedEvents, "entry", "entries")} without sense, not counted`]),
  ];
  return [ok(`${path}: ${what.join(", ")}`)];
}

function lockFinding({ path, state }: Inspection["lock"]): Finding {
  return state === "blocked"
    ? fail(`${path} is not empty, so no request can be counted`, `remove it: rm -r ${quote(path)}`)
    : ok(LOCK_TEXTS[state](path));
}

const LOCK_TEXTS = {
  free: () => "the lock is free",
  held: () => "a process holds the lock and writes, or was killed within the last seconds",
  stale: (path: string) =>
    `${path} is left of a process that ended; the next request takes it over`,
} as const;

function leftoverFindings({ length }: readonly string[]): readonly Finding[] {
  const files = formatCount(length, "file");
  return length === 0
    ? []
    : [ok(`killed processes left ${files} beside it; the next request removes what they left`)];
}
