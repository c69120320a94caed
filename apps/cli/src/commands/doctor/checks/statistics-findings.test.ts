import { describe, it } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import type { PathStatus } from "./path-status.ts";
import { type StatisticsFacts, statisticsFindings } from "./statistics-findings.ts";

const DIR = "/home/me/.cache/hexai";
const PATH = `${DIR}/stats.json`;

describe("statisticsFindings", () => {
  it("has nothing against statistics that are whole and private", ({ expect }) => {
    expect(statisticsFindings(facts()).map(({ mark, text }) => [mark, text])).toEqual([
      ["ok", `${PATH}: 2 requests in 1h, 1.2kB, version 1`],
      ["ok", "the lock is free"],
    ]);
  });

  it.for([
    { code: "ENOSPC", todo: /make room: df -h/u, why: "the disk is full" },
    { code: "EDQUOT", todo: /make room: df -h/u, why: "the user's share is full" },
    { code: "EROFS", todo: /set XDG_CACHE_HOME/u, why: "the disk cannot be written" },
    { code: "EACCES", todo: /^chmod 700 \/home/u, why: "the directory is the user's own" },
    { code: "EIO", todo: /set XDG_CACHE_HOME/u, why: "the disk is broken" },
  ])("says what to do after $code: $why", ({ code, todo }, { expect }) => {
    const [first] = statisticsFindings(facts({ writeError: code }));

    expect(first).toMatchObject({
      mark: "fail",
      text: `nothing can be written in ${DIR} (${code}), so nothing is counted`,
      todo: expect.stringMatching(todo),
    });
  });

  it("takes back what a sudo made", ({ expect }) => {
    const file = status({ isOwn: false });

    expect(statisticsFindings(facts({ file }))).toContainEqual({
      mark: "fail",
      text: `${PATH} belongs to another user, perhaps since a sudo`,
      todo: `take it back: sudo chown -R "$(id -un)" ${PATH}`,
    });
  });

  it("writes paths so that they can be pasted", ({ expect }) => {
    const [first] = statisticsFindings(facts({ dir: "/home/a b", writeError: "ENOSPC" }));

    expect(first).toMatchObject({ todo: expect.stringMatching(/df -h '\/home\/a b'$/u) });
  });

  it("says that a file cannot be read", ({ expect }) => {
    const findings = statisticsFindings(facts({ inspection: undefined, report: undefined }));

    expect(findings).toMatchObject([{ mark: "fail", text: `${PATH} cannot be read` }]);
  });

  it("tells what killed processes left, which needs nobody", ({ expect }) => {
    const leftovers = ["stats.json.a.tmp", "stats.json.b.tmp"];
    const lock = { path: `${DIR}/stats.lock`, state: "held" } as const;

    const findings = statisticsFindings(facts({ inspection: { file: "valid", lock, leftovers } }));

    expect(findings.map(({ mark }) => mark)).toEqual(["ok", "ok", "ok"]);
    expect(findings[1]?.text).toContain("a process holds the lock");
    expect(findings[2]?.text).toContain("left 2 files beside it");
  });
});

function facts(overrides: Partial<StatisticsFacts> = {}): StatisticsFacts {
  return {
    dir: DIR,
    directory: status({ type: "directory", mode: 0o700 }),
    path: PATH,
    file: status({}),
    writeError: undefined,
    inspection: {
      file: "valid",
      lock: { path: `${DIR}/stats.lock`, state: "free" },
      leftovers: [],
    },
    report: fakeReport({ "gpt-4.1": { reqs: 2 } }),
    ...overrides,
  };
}

function status(overrides: Partial<Extract<PathStatus, { mode: number }>>): PathStatus {
  return { type: "file", mode: 0o600, isOwn: true, bytes: 1234, ...overrides };
}
