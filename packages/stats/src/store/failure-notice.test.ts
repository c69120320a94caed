import { describe, it } from "vitest";

import { createFailureNotice } from "./failure-notice.ts";
import { StatsError } from "./stats-error.ts";

const MINUTE_MS = 60_000;

describe("createFailureNotice", () => {
  it("tells the first failure, mutes the next, and later tells how many were muted", ({
    expect,
  }) => {
    let now = 0;
    const notice = createFailureNotice(() => now);
    const error = new StatsError("lock-timeout", "/x/stats.json");

    expect(notice(error)).toBe(
      "stats: other processes held the statistics lock for too long: /x/stats.json",
    );
    now = 5 * MINUTE_MS - 1;
    expect([notice(error), notice(error)]).toEqual([undefined, undefined]);
    now = 5 * MINUTE_MS;
    expect(notice(error)).toContain("(2 more since the last notice)");
    now = 10 * MINUTE_MS;
    expect(notice(error)).not.toContain("more since");
  });

  it("tells of anything that is thrown", ({ expect }) => {
    expect(createFailureNotice(() => 0)("broken")).toBe("stats: broken");
  });
});
