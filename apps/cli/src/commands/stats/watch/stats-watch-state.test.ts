import { describe, it } from "vitest";

import { fakeReport } from "../../../testing/fake-snapshot.ts";
import { firstStatsWatchState, nextStatsWatchState } from "./stats-watch-state.ts";

const FIRST = firstStatsWatchState({ columns: 80, rows: 24 });

describe("nextStatsWatchState", () => {
  it("shows the newest report", ({ expect }) => {
    const [older, newer] = [fakeReport({}), fakeReport({ a: { reqs: 1 } })];

    const state = [older, newer].reduce(
      (before, report) => nextStatsWatchState(before, { type: "report", report }),
      FIRST,
    );

    expect(state).toEqual({ ...FIRST, report: newer });
  });

  it("keeps what it shows when the file cannot be read, until it can again", ({ expect }) => {
    const report = fakeReport({});
    const shown = nextStatsWatchState(FIRST, { type: "report", report });

    const failed = nextStatsWatchState(shown, { type: "failure", message: "no" });

    expect(failed).toEqual({ ...shown, failure: "no" });
    expect(nextStatsWatchState(failed, { type: "report", report })).toEqual(shown);
  });

  it("follows the size of the terminal", ({ expect }) => {
    expect(nextStatsWatchState(FIRST, { type: "resize", columns: 40, rows: 10 })).toEqual({
      ...FIRST,
      columns: 40,
      rows: 10,
    });
  });

  it.for([
    { key: { name: "q", text: "q", ctrl: false }, isOver: true, why: "q" },
    { key: { name: "escape", ctrl: false }, isOver: true, why: "Esc" },
    { key: { name: "c", ctrl: true }, isOver: true, why: "Ctrl-C" },
    { key: { name: "c", text: "c", ctrl: false }, isOver: false, why: "c" },
    { key: { name: "q", ctrl: true }, isOver: false, why: "Ctrl-Q" },
    { key: { name: "up", ctrl: false }, isOver: false, why: "an arrow" },
    { key: { ctrl: false }, isOver: false, why: "a key without a name" },
  ])("is over after $why: $isOver", ({ key, isOver }, { expect }) => {
    expect(nextStatsWatchState(FIRST, { type: "key", key }).isOver).toBe(isOver);
  });
});
